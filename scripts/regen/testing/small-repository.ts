import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { sha256Of } from "../source/vendored.ts";
import { smallDocument } from "./small-document.ts";

/** A repository for tests: one vendored document with its record, and the packages' manifests. */
export async function smallRepository(text: string = smallDocument): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "regen-"));
  const record = {
    upstream: "https://docs.example.com/pets.yaml",
    source: "https://docs.example.com/pets.yaml",
    sha256: sha256Of(Buffer.from(text)),
    bytes: Buffer.byteLength(text),
    retrievedAt: "2026-01-01",
    coverage: { kind: "whole", operations: "all" },
  };
  const files = {
    "specs/pets.yaml": text,
    "specs/pets.source.json": JSON.stringify(record),
    "packages/types/package.json": '{ "version": "0.3.1" }',
    "packages/client/package.json": '{ "version": "1.2.0" }',
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Every file below a folder, with its content. */
export async function snapshot(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const contents = await Promise.all(paths.map((path) => readFile(path, "utf8")));
  return Object.fromEntries(
    paths.map((path, index) => [relative(root, path), contents[index] ?? ""]),
  );
}
