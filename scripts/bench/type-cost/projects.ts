import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import {
  type Modules,
  packageFolder,
  writeProject,
} from "../../../packages/client/type-tests/compile.ts";
import { generateTypes } from "../../../packages/client/type-tests/generated-types.ts";
import { largeDescription } from "../../../packages/client/type-tests/large-description.ts";
import type { Description } from "../../../packages/client/type-tests/sample-calls.ts";
import { allCompilers, type Compiler } from "../compilers.ts";
import { heyApiSources } from "../peers/generate-hey-api.ts";
import type { DescribedCall } from "./calls.ts";
import { programOf, type TypeClient, typeClients } from "./type-clients.ts";

/** One program for one compiler. */
export interface Seat {
  client: TypeClient;
  compiler: Compiler;
  project: string;
}

/** The types of a spec by each generator, as declarations for a consumer. */
export async function prepareTypes(
  folder: string,
  paths: number,
): Promise<{ modules: Modules; spec: Description }> {
  // JSON is YAML.
  const text = JSON.stringify(largeDescription(paths));
  const { modules, description: spec } = await generateTypes(folder, text);
  const heyApi = join(folder, "hey-api");
  await writeFile(join(folder, "spec.json"), text);
  await heyApiSources(join(folder, "spec.json"), join(heyApi, "src"));
  const compilerOptions = {
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable"],
    module: "nodenext",
    strict: true,
    declaration: true,
    emitDeclarationOnly: true,
    noCheck: true,
    skipLibCheck: true,
    types: [],
    rootDir: "src",
    outDir: "dist",
  };
  await writeFile(
    join(heyApi, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["src"] }),
  );
  await writeFile(join(heyApi, "package.json"), `{ "type": "module" }`);
  await runCommand(process.execPath, [allCompilers[0]?.tsc ?? "", "-p", heyApi], { cwd: heyApi });
  return {
    spec,
    modules: {
      ...modules,
      "this-client": join(packageFolder, "dist/calls/call-types.d.ts"),
      "hey-api": join(heyApi, "dist/index.d.ts"),
    },
  };
}

/** A project for each client, to be checked by each compiler. */
export async function writeSeats(
  folder: string,
  calls: readonly DescribedCall[],
  modules: Modules,
): Promise<Seat[]> {
  const seats: Seat[] = [];
  for (const client of typeClients) {
    const project = join(folder, client.name.replaceAll(" ", "-"));
    await mkdir(project, { recursive: true });
    await writeProject(project, { "calls.ts": programOf(client, calls) }, modules);
    seats.push(...allCompilers.map((compiler) => ({ client, compiler, project })));
  }
  return seats;
}
