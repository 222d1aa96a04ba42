import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/** A program of this folder in one file, so that each of its many processes starts fast. */
export interface Bundle {
  path: string;
  remove(): Promise<void>;
}

export async function bundleProgram(name: "actor" | "racer"): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), `kapso-embeds-${name}-`));
  const bundle = await rolldown({
    input: fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
    platform: "node",
    // pg takes it when it is installed.
    external: ["pg-native"],
  });
  await bundle.write({ dir: folder, format: "esm", entryFileNames: `${name}.mjs` });
  await bundle.close();
  const remove = () => rm(folder, { recursive: true, force: true });
  return { path: join(folder, `${name}.mjs`), remove };
}
