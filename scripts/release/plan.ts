import { prerelease } from "semver";
import type { Tarball } from "./pack.ts";

/** A packed package, and what the tree and the registry have of it. */
export interface Candidate extends Tarball {
  /** Its version in the tree, before changesets changed it. */
  before: string;
  /** As packed: what a consumer's package manager will read. */
  dependencies: Record<string, string>;
  /** The entry of this version in its changelog. */
  changelog: string | undefined;
  /** Whether the registry has this version; `undefined` where no registry is set. */
  published: "present" | "absent" | undefined;
  /** The registry has no version at all. */
  isNewPackage: boolean;
  /** Files that the registry's tarball of this very version has differently. */
  differing: readonly string[];
}

export interface PlannedPackage extends Candidate {
  action: "publish" | "already published" | "refuse";
  distTag: string;
  /** The reason of the action; of several lines where it is a changelog entry. */
  why: string;
  /** Ranges on the other packages of this release, as consumers will see them. */
  siblings: Record<string, string>;
}

/** What a release does with each package. Keeps the order, which is that of their dependencies. */
export function planRelease(
  candidates: readonly Candidate[],
  snapshotTag: string | undefined,
): PlannedPackage[] {
  const names = new Set(candidates.map(({ name }) => name));
  return candidates.map((candidate) => ({
    ...candidate,
    action: actionFor(candidate),
    distTag: snapshotTag ?? distTagOf(candidate.version),
    why: snapshotTag === undefined ? reasonOf(candidate) : `a snapshot of ${candidate.before}`,
    siblings: Object.fromEntries(
      Object.entries(candidate.dependencies).filter(([name]) => names.has(name)),
    ),
  }));
}

function actionFor({ published, differing }: Candidate): PlannedPackage["action"] {
  if (published !== "present") return "publish";
  return differing.length === 0 ? "already published" : "refuse";
}

function reasonOf({ changelog, published, isNewPackage, version }: Candidate): string {
  if (changelog !== undefined) return changelog;
  if (published === undefined) return "published for the first time, since no registry is set";
  return isNewPackage ? "published for the first time" : `the registry lacks ${version}`;
}

/** `1.2.0-next.0` goes to `next`: a prerelease is never what an install without a version gets. */
function distTagOf(version: string): string {
  const [channel] = prerelease(version) ?? [];
  if (channel === undefined) return "latest";
  return typeof channel === "string" ? channel : "next";
}

/** The entry of one version in a changelog made by changesets; `undefined` where it has none. */
export function changelogEntry(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.split("\n", 1)[0]?.trim() === version);
  const entry = section?.slice(section.indexOf("\n")).trim();
  return entry === "" ? undefined : entry;
}
