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

export async function bundleProgram(name: "actor" | "racer" | "chaos/replica"): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), "kapso-embeds-program-"));
  const bundle = await rolldown({
    input: fileURLToPath(new URL(`${name}.ts`, import.meta.url)),
    platform: "node",
    // pg takes it when it is installed.
    external: ["pg-native"],
  });
  await bundle.write({ dir: folder, format: "esm", entryFileNames: "program.mjs" });
  await bundle.close();
  const remove = () => rm(folder, { recursive: true, force: true });
  return { path: join(folder, "program.mjs"), remove };
}
