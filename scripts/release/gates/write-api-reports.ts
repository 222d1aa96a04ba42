// `pnpm api`: writes the report of every entry, to be committed and reviewed.
import { apiReports } from "./api-report.ts";
import { writeReports } from "./committed-reports.ts";
import { packedPackages } from "./packed-package.ts";

await writeReports(await apiReports(await packedPackages()));
