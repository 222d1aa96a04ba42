import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { repositoryRoot } from "../paths.ts";
import { bumped } from "../specs/bump.ts";
import { yamlOf } from "../specs/wordy-spec.ts";

/** The parts of a repository that the script reads, with a vendored spec and its next version. */
export interface SmallTree extends AsyncDisposable {
  root: string;
  /** The vendored bytes again. */
  same: string;
  /** Every kind of change at once. */
  next: string;
  /** Restores the tree to its state before a bump. */
  restore(): Promise<void>;
}

const specName = "openapi-platform";

/** Default text: the vendored spec of this repository, with overlays. */
export async function smallTree(yaml: string | undefined, text: string): Promise<SmallTree> {
  const root = await mkdtemp(join(tmpdir(), "kapso-bench-"));
  const specs = join(root, "specs");
  const same = join(root, "same.yaml");
  const next = join(root, "next.yaml");
  const restore = async (): Promise<void> => {
    await rm(specs, { recursive: true, force: true });
    await rm(join(root, ".changeset"), { recursive: true, force: true });
    if (yaml === undefined) await cp(join(repositoryRoot, "specs"), specs, { recursive: true });
    else await mkdir(specs);
    await writeFile(join(specs, `${specName}.yaml`), text);
  };
  await restore();
  await writeFile(same, text);
  await writeFile(next, yamlOf(bumped(parse(text))));
  for (const name of ["types", "client"]) {
    await mkdir(join(root, "packages", name), { recursive: true });
    await writeFile(join(root, "packages", name, "package.json"), `{ "version": "0.1.0" }`);
  }
  return {
    root,
    same,
    next,
    restore,
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
