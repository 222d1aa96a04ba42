import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Modules, repositoryFolder, sourceModules, tsc } from "./compile.ts";
import type { Description } from "./sample-calls.ts";

const documentName = "openapi-platform";
const run = promisify(execFile);

/**
 * Generates the types package of a document in a folder of its own, by the command that the
 * repository itself uses, and compiles it to the declarations that a consumer would have. Returns
 * the modules that stand for it.
 */
export async function generateTypes(
  folder: string,
  yaml: string,
): Promise<{ modules: Modules; description: Description }> {
  const types = join(folder, "packages/types/src");
  await mkdir(join(folder, "specs"), { recursive: true });
  await cp(join(repositoryFolder, "packages/types/src"), types, {
    recursive: true,
    filter: (path) => !path.includes("generated"),
  });
  await mkdir(join(types, "generated", documentName), { recursive: true });
  await writeFile(join(folder, "specs", `${documentName}.yaml`), yaml);
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await run(process.execPath, [join(repositoryFolder, "scripts/regen/regen.ts"), "--root", folder]);

  const compilerOptions = {
    lib: ["es2023", "dom"],
    rootDir: "src",
    outDir: "dist",
    emitDeclarationOnly: true,
    noCheck: true,
  };
  const config = {
    extends: join(repositoryFolder, "tsconfig.base.json"),
    compilerOptions,
    include: ["src"],
  };
  const project = join(folder, "packages/types/tsconfig.json");
  await writeFile(project, JSON.stringify(config));
  await run(process.execPath, [tsc, "-p", project]);

  const json = await readFile(join(types, "generated", documentName, "description.json"), "utf8");
  const declarations = join(folder, "packages/types/dist/index.d.ts");
  return {
    modules: { ...sourceModules, "@shared/kapso-types": declarations },
    description: JSON.parse(json) as Description,
  };
}
