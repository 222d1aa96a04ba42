import { prerelease } from "semver";
import type { Tarball } from "./pack.ts";
import type { Published } from "./registry/published.ts";

/** A packed package, and what is known of it: what a plan is made from. */
export interface Candidate extends Tarball {
  /** Its version in the tree, before changesets had their say. */
  before: string;
  /** As packed: what a consumer's package manager will read. */
  dependencies: Record<string, string>;
  /** The entry of this version in its changelog. */
  changelog: string | undefined;
  /** `undefined` where no registry was asked. */
  published: Published | undefined;
  /** Files that the registry's tarball of this very version has differently. */
  differing: readonly string[];
}

export interface PlannedPackage extends Candidate {
  action: "publish" | "already published" | "refuse";
  distTag: string;
  /** What a person wants to know first; of several lines where a changelog says it. */
  why: string;
  /** Ranges on the other packages of this release, as consumers will see them. */
  siblings: Record<string, string>;
}

/**
 * What a release does with each package, in the order of their dependencies, so that a release
 * that stops half-way has published nothing that cannot be installed.
 */
export function planRelease(
  candidates: readonly Candidate[],
  snapshotTag: string | undefined,
): PlannedPackage[] {
  const names = new Set(candidates.map(({ name }) => name));
  return inOrder(candidates).map((candidate) => ({
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
  if (published?.state !== "present") return "publish";
  return differing.length === 0 ? "already published" : "refuse";
}

function reasonOf({ changelog, published, version }: Candidate): string {
  if (changelog !== undefined) return changelog;
  if (published === undefined) return "published for the first time, since no registry was asked";
  return published.state === "absent" && published.isNewPackage
    ? "published for the first time"
    : `the registry lacks ${version}`;
}

/** `1.2.0-next.0` goes to `next`: a prerelease is never what an install without a version gets. */
function distTagOf(version: string): string {
  const [channel] = prerelease(version) ?? [];
  if (channel === undefined) return "latest";
  return typeof channel === "string" ? channel : "next";
}

function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const ordered: Candidate[] = [];
  const visit = (candidate: Candidate, dependents: readonly string[]) => {
    if (ordered.includes(candidate)) return;
    const path = [...dependents, candidate.name];
    if (dependents.includes(candidate.name)) {
      throw new Error(`The packages depend on each other in a circle: ${path.join(" → ")}.`);
    }
    for (const other of candidates) {
      if (other.name in candidate.dependencies) visit(other, path);
    }
    ordered.push(candidate);
  };
  for (const candidate of candidates) visit(candidate, []);
  return ordered;
}
