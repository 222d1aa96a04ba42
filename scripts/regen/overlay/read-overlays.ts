import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "@shared/openapi-model/parse.ts";
import { type Overlay, readOverlay } from "./overlay.ts";

/** Every overlay in `specs/overlays`, in the order of their file names. */
export async function readOverlays(root: string): Promise<Overlay[]> {
  const folder = join(root, "specs/overlays");
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.endsWith(".overlay.yaml")).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = `specs/overlays/${name}`;
      const text = await readFile(join(root, file), "utf8");
      return readOverlay(parse(text, file), file);
    }),
  );
}
