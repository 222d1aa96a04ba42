import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Modules, repositoryFolder, sourceModules, tsc, typesModules } from "./compile.ts";
import type { Description } from "./sample-calls.ts";

const run = promisify(execFile);

/**
 * Generates the types package of a document in a separate folder, by the command that the
 * repository itself uses, and compiles it to the declarations that a consumer would have. Returns
 * the modules that stand for it.
 */
export async function generateTypes(
  folder: string,
  yaml: string,
  document = "openapi-platform",
): Promise<{ modules: Modules; description: Description }> {
  const types = join(folder, "packages/types/src");
  await mkdir(join(folder, "specs"), { recursive: true });
  await cp(join(repositoryFolder, "packages/types/src"), types, {
    recursive: true,
    filter: (path) => !path.includes("generated"),
  });
  await mkdir(join(types, "generated", document), { recursive: true });
  await writeFile(join(folder, "specs", `${document}.yaml`), yaml);
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

  const json = await readFile(join(types, "generated", document, "description.json"), "utf8");
  const declarations = join(folder, "packages/types/dist");
  return {
    modules: { ...sourceModules, ...typesModules(declarations, "d.ts", document) },
    description: JSON.parse(json) as Description,
  };
}
