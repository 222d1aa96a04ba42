import { join } from "node:path";
import { buildReference } from "./build.ts";

const folder = join(import.meta.dirname, "../../reference");
const problems = await buildReference(folder);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`The reference is in ${folder}.`);
