import { stripVTControlCharacters } from "node:util";
import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import { ReleaseError } from "../release-error.ts";
import type { RegistryAccess } from "./access.ts";

/** The packages whose version the registry lacks: by name, whether it has no version at all. */
export type Missing = ReadonlyMap<string, { isNewPackage: boolean }>;

/** Finds the packages whose version is not in the registry. */
export async function findMissing(
  packages: readonly { name: string; version: string }[],
  root: string,
  access: RegistryAccess,
): Promise<Missing> {
  const found = await Promise.all(
    packages.map(async ({ name, version }) => {
      const published = await publishedVersions(name, root, access);
      return {
        name,
        isMissing: !published.includes(version),
        isNewPackage: published.length === 0,
      };
    }),
  );
  return new Map(found.filter(({ isMissing }) => isMissing).map((one) => [one.name, one]));
}

async function publishedVersions(
  name: string,
  root: string,
  { registry, env }: RegistryAccess,
): Promise<string[]> {
  try {
    const words = ["view", name, "versions", "--json"];
    const { stdout } = await runCommand("pnpm", words, { cwd: root, env });
    return [JSON.parse(stdout)].flat();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error.stdout.includes("ERR_PNPM_FETCH_404")) return [];
    throw new ReleaseError(`${registry.host} does not show its packages: ${reasonIn(error)}`);
  }
}

/** Why a package manager failed; for the statuses that a person can change, what to do. */
export function reasonIn({ stdout, stderr }: CommandError): string {
  const text = stripVTControlCharacters(`${stdout}\n${stderr}`);
  if (/\b401\b/.test(text)) return "it does not accept NPM_TOKEN (401).";
  if (/\b403\b/.test(text)) return "NPM_TOKEN may not do this (403).";
  const [, said] = /"message": (".+")/.exec(text) ?? [];
  if (said !== undefined) return JSON.parse(said);
  return text
    .split("\n")
    .map((line) => line.replace(/^[^\w@]+/, ""))
    .filter((line) => line !== "" && !/^(changeset v\d|Exited with code)/.test(line))
    .join("\n");
}
