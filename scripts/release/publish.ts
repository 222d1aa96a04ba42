import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import type { PlannedPackage } from "./plan.ts";
import type { RegistryAccess } from "./registry/access.ts";
import { reasonIn } from "./registry/missing.ts";

export interface PublishSettings {
  visibility: "public" | "restricted";
  /** What this pipeline signs provenance with, where it can and may. */
  signing: NodeJS.ProcessEnv | undefined;
}

/**
 * Publishes packages one after the other: the very bytes that were packed for the plan.
 *
 * @param folder where their tarballs are
 * @returns why it stopped, if it did
 */
export async function publish(
  waiting: readonly PlannedPackage[],
  folder: string,
  root: string,
  access: RegistryAccess,
  { visibility, signing }: PublishSettings,
): Promise<string | undefined> {
  const plan = waiting.map(({ name, version, distTag, path }) => [
    {
      ...{ kind: "publish", name, version, access: visibility, tag: distTag },
      tarball: { path: basename(path) },
    },
  ]);
  await writeFile(join(folder, "publish-plan.json"), JSON.stringify({ version: 1, plan }));
  const words = ["exec", "changeset", "publish", "--from-pack-dir", folder, "--no-git-tag"];
  const env = { ...access.env, PNPM_CONFIG_PROVENANCE: String(signing !== undefined) };
  try {
    await runCommand("pnpm", words, { cwd: root, env });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return reasonIn(error);
  }
}
