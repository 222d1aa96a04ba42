import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../packages.ts";

/** The vendor's documents, as they were published: an example in them is no secret of ours. */
export async function publishedByVendor(): Promise<string> {
  const folder = join(ROOT, "specs");
  const documents = (await readdir(folder)).filter((file) => file.endsWith(".yaml"));
  const texts = await Promise.all(documents.map((file) => readFile(join(folder, file), "utf8")));
  return texts.join("\n");
}
