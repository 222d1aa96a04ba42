import { readFileSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The repository's root. */
export const repositoryRoot: string = join(import.meta.dirname, "../..");

const manifest = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"));

/** The repository's address on the web. */
export const repositoryAddress: string = manifest.repository.url.replace(/^git\+|\.git$/g, "");

/** What is not written by hand here. */
const notOurs = ["**/node_modules", "**/dist", "**/generated", "docs/reference", ".changeset"];

/** A file of the repository. */
export interface TextFile {
  /** Relative to the root. */
  path: string;
  text: string;
}

/** Every Markdown page that people write: no changelogs, no API reports, nothing generated. */
export function pages(root: string = repositoryRoot): Promise<TextFile[]> {
  return filesOf(
    root,
    ["**/*.md", ".github/**/*.md"],
    (path) => !/CHANGELOG\.md$|\.api\.md$/.test(path),
  );
}

/** The source of the published packages, without tests. */
export function sources(root: string = repositoryRoot): Promise<TextFile[]> {
  return filesOf(
    root,
    "packages/*/src/**/*.ts",
    (path) => !/\.test(-d)?\.ts$|\/testing\//.test(path),
  );
}

async function filesOf(
  root: string,
  pattern: string | readonly string[],
  wanted: (path: string) => boolean,
): Promise<TextFile[]> {
  const paths = await Array.fromAsync(glob(pattern, { cwd: root, exclude: notOurs }));
  return Promise.all(
    paths
      .filter(wanted)
      .sort()
      .map(async (path) => ({ path, text: await readFile(join(root, path), "utf8") })),
  );
}
