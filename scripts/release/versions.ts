import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { publishedPackages } from "./packages.ts";
import { ReleaseError } from "./release-error.ts";

interface VersionOptions {
  root: string;
  env: NodeJS.ProcessEnv;
  dryRun: boolean;
  snapshot: string | undefined;
  /** The versions that the tree has, by name. */
  before: ReadonlyMap<string, string>;
  step: (name: string, run: () => Promise<unknown>) => Promise<unknown>;
}

/**
 * Turns the waiting changesets into versions and changelogs, and commits them, so that what is
 * published is in a commit. Does nothing where none waits.
 */
export async function makeVersions(options: VersionOptions): Promise<void> {
  const { root, env, dryRun, snapshot, before, step } = options;
  if (snapshot !== undefined) return applySnapshot(root, snapshot, new Date());
  if ((await waitingChangesets(root)).length === 0) return;
  const at = { cwd: root, env };
  await step("versions", async () => {
    await runCommand("pnpm", ["exec", "changeset", "version"], at);
    await runCommand("pnpm", ["install", "--lockfile-only", "--prefer-offline"], at);
  });
  if (dryRun) return;
  const versions = (await publishedPackages(root))
    .filter(({ name, version }) => before.get(name) !== version)
    .map(({ name, version }) => `${name} ${version}`);
  const message =
    versions.length === 0
      ? "Changesets that release nothing are done"
      : `Release ${versions.join(", ")}`;
  await runCommand("git", ["add", "--all"], at);
  await step(message, () => runCommand("git", ["commit", "--quiet", "--message", message], at));
}

/** Changesets that the next release turns into versions. */
export async function waitingChangesets(root: string): Promise<string[]> {
  const names = await readdir(join(root, ".changeset"));
  return names.filter((name) => name.endsWith(".md") && name !== "README.md");
}

/**
 * Gives every package the same version that no range admits by chance, and exact versions of its
 * siblings: `^0.0.0-one-1` would take `0.0.0-other-2`. All packages, since a snapshot bumps no
 * dependents.
 */
async function applySnapshot(root: string, tag: string, now: Date): Promise<void> {
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  for (const { folder, manifest } of await publishedPackages(root)) {
    const snapshot = { ...manifest, version: `0.0.0-${tag}-${stamp}` };
    const text = JSON.stringify(snapshot, null, 2).replaceAll('"workspace:^"', '"workspace:*"');
    await writeFile(join(folder, "package.json"), `${text}\n`);
  }
}

/** A dist-tag that cannot be a version and is not that of releases. */
export function checkSnapshotTag(tag: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(tag) || /^v\d/.test(tag) || tag === "latest") {
    throw new ReleaseError(
      `"${tag}" cannot be a snapshot's tag. Use lower-case letters, digits and hyphens, like pr-12; not "latest" and not a version.`,
    );
  }
  return tag;
}
