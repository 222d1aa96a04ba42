import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@hey-api/openapi-ts";
import { build } from "esbuild";
import { cacheFolder, specFile } from "../paths.ts";

/** Makes hey-api's client of the vendored spec, as one module behind `#hey-api`. */
export async function generateHeyApi(): Promise<void> {
  const folder = join(cacheFolder, "hey-api");
  await rm(folder, { recursive: true, force: true });
  await heyApiSources(specFile, join(folder, "src"));
  await writeFile(
    join(folder, "src/entry.ts"),
    `export { createInboxEmbed } from "./sdk.gen";\nexport { createClient } from "./client/client.gen";\n`,
  );
  await writeFile(join(folder, "package.json"), `{ "type": "module", "sideEffects": false }`);
  await build({
    entryPoints: [join(folder, "src/entry.ts")],
    outfile: join(folder, "index.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    logLevel: "error",
  });
}

/** The default output of hey-api: types, one function per operation, its fetch client. */
export async function heyApiSources(spec: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await createClient({
    input: spec,
    output: folder,
    logs: { level: "silent" },
    plugins: ["@hey-api/typescript", "@hey-api/sdk", "@hey-api/client-fetch"],
  });
}
