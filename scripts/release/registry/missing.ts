import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import { ReleaseError } from "../release-error.ts";
import type { RegistryAccess } from "./access.ts";

/** The packages whose version the registry lacks: by name, whether it has no version at all. */
export type Missing = ReadonlyMap<string, { isNewPackage: boolean }>;

/** Finds the packages whose version is not in the registry, by the plan that changesets makes. */
export async function findMissing(
  root: string,
  { registry, env }: RegistryAccess,
): Promise<Missing> {
  const folder = await mkdtemp(join(tmpdir(), "release-plan-"));
  const file = join(folder, "plan.json");
  try {
    const words = ["exec", "changeset", "publish-plan", "--output", file];
    const { stdout } = await runCommand("pnpm", words, { cwd: root, env });
    const { plan }: { plan: { name: string }[][] } = JSON.parse(await readFile(file, "utf8"));
    return new Map(
      plan.flat().map(({ name }) => {
        const isNewPackage = stdout.includes(`Package ${name} was not found in the registry`);
        return [name, { isNewPackage }];
      }),
    );
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new ReleaseError(`${registry.host} does not show its packages: ${reasonIn(error)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Why changesets or npm failed; for the statuses that a person can change, what to do. */
export function reasonIn({ stdout, stderr }: CommandError): string {
  const text = stripVTControlCharacters(`${stdout}\n${stderr}`);
  if (/\b401\b/.test(text)) return "it does not accept NPM_TOKEN (401).";
  if (/\b403\b/.test(text)) return "NPM_TOKEN may not do this (403).";
  return text
    .split("\n")
    .map((line) => line.replace(/^[^\w@]+/, ""))
    .filter((line) => line !== "" && !/^(changeset v\d|Exited with code)/.test(line))
    .join("\n");
}
