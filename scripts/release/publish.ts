import { CommandError, command } from "./command.ts";
import type { PlannedPackage } from "./plan.ts";
import { explain, lookUp, refusal } from "./registry/published.ts";
import type { RegistryAccess } from "./registry/registry-access.ts";
import { ReleaseError } from "./release-error.ts";

export interface PublishSettings {
  visibility: "public" | "restricted";
  /** What this pipeline signs provenance with, where it can and may. */
  signing: NodeJS.ProcessEnv | undefined;
}

/** Publishes one planned package: the very bytes that were packed for the plan. */
export async function publish(
  planned: PlannedPackage,
  access: RegistryAccess,
  { visibility, signing }: PublishSettings,
): Promise<void> {
  const { name, version, path, folder, distTag, integrity } = planned;
  const words = ["publish", path, "--json", "--tag", distTag, "--access", visibility];
  const flags = ["--no-git-checks", ...(signing ? ["--provenance"] : [])];
  try {
    await command("pnpm", [...words, ...flags], { cwd: folder, env: access.env });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // The answer may have been lost, or somebody else came first with the same bytes.
    const published = await lookUp(planned, access).catch(() => undefined);
    if (published?.state === "present" && published.integrity === integrity) return;
    throw new ReleaseError(
      `${name} ${version} was not published: ${explain(refusal(error.stdout).message)}
What was published before it stays. Run the same command again: it goes on from here.`,
    );
  }
}
