import { CommandError, command } from "../command.ts";
import type { PublishedPackage } from "../packages.ts";
import { ReleaseError } from "../release-error.ts";
import type { RegistryAccess } from "./registry-access.ts";

/** What the registry has of one version. */
export type Published =
  | { state: "absent"; isNewPackage: boolean }
  | { state: "present"; integrity: string; tarball: string };

/** Asks the registry for the version of a package. */
export async function lookUp(
  { name, version, folder: cwd }: PublishedPackage,
  { registry, env }: RegistryAccess,
): Promise<Published> {
  const words = ["view", `${name}@${version}`, "dist.integrity", "dist.tarball", "--json"];
  try {
    const answer = JSON.parse(await command("pnpm", words, { cwd, env }));
    const integrity = answer["dist.integrity"];
    const tarball = answer["dist.tarball"];
    if (typeof integrity !== "string" || typeof tarball !== "string") {
      throw new ReleaseError(`${registry.host} names no integrity for ${name}@${version}.`);
    }
    return { state: "present", integrity, tarball };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const { code, message } = refusal(error.stdout);
    if (code === "ERR_PNPM_FETCH_404") return { state: "absent", isNewPackage: true };
    if (code === "ERR_PNPM_PACKAGE_NOT_FOUND") return { state: "absent", isNewPackage: false };
    throw new ReleaseError(
      `${registry.host} did not say what it has of ${name}: ${explain(message)}`,
    );
  }
}

/** pnpm's own error, from what it printed under `--json`. */
export function refusal(stdout: string): { code: string; message: string } {
  try {
    const { code = "", message = "" } = JSON.parse(stdout).error ?? {};
    return { code, message };
  } catch {
    return { code: "", message: stdout.trim() };
  }
}

/** The statuses that a person can do something about. */
export function explain(message: string): string {
  if (/\b401\b/.test(message)) return "it does not accept NPM_TOKEN (401).";
  if (/\b403\b/.test(message)) return "NPM_TOKEN may not do this (403).";
  return message.trim();
}
