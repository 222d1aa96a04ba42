import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rulesTable } from "@shared/openapi-verdict";
import { buildReference } from "../reference/build.ts";
import { repositoryRoot } from "../repository.ts";
import { writeApiReference } from "./api-reference.ts";
import { errorCodesPage } from "./error-codes.ts";
import { generatedFolder } from "./page-list.ts";

/**
 * Writes the pages of the site that are made from source: the packages' reference, the rules of the
 * comparison, the error codes, the API reference.
 *
 * @throws {Error} for an export without a docstring, and a link of a docstring that leads nowhere
 */
export async function generatePages(): Promise<void> {
  const folder = join(repositoryRoot, generatedFolder);
  await rm(folder, { recursive: true, force: true });
  const problems = await buildReference(join(folder, "packages"));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  await writeFile(join(folder, "comparison-rules.md"), rulesPage());
  await writeFile(join(folder, "error-codes.md"), await errorCodesPage());
  await mkdir(join(folder, "public/api"), { recursive: true });
  await writeApiReference(join(folder, "public/api"));
}

function rulesPage(): string {
  return `# Rules of the comparison

The class of a change where the consumer sends (request), where it reads (response), and what the type
comparison may find. "–": cannot happen, or other lines say it.
[How a bump is judged](../../docs/concepts/how-a-bump-is-judged.md) explains the classes.

${rulesTable()}
`;
}
