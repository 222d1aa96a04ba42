import { type ChangeClass, rank, strictest } from "../rules/change-class.ts";
import type { Change } from "./change.ts";

export type Bump = "major" | "minor" | "patch" | "none";

export interface Release {
  bump: Bump;
}

const early: Readonly<Record<ChangeClass, Bump>> = {
  breaking: "minor",
  risky: "minor",
  additive: "patch",
  docs: "patch",
  none: "none",
};
const stable: Readonly<Record<ChangeClass, Bump>> = {
  breaking: "major",
  risky: "minor",
  additive: "minor",
  docs: "patch",
  none: "none",
};
/** Below 1.0.0 a break is a minor, since `^0.3.1` accepts patches. */
export function releaseFor(level: ChangeClass, version: string): Release {
  return { bump: (isEarly(version) ? early : stable)[level] };
}

export interface ReleasePlan {
  types: Release;
  client: Release;
}

/**
 * The version bumps of both packages for a spec bump.
 *
 * @param sameTypes the generated text is the same, byte for byte
 */
export function planReleases(
  changes: readonly Change[],
  versions: { types: string; client: string },
  sameTypes: boolean,
): ReleasePlan {
  const all = strictest(changes.map((change) => change.class));
  const types = releaseFor(typesClass(changes, sameTypes), versions.types);
  const own = releaseFor(all, versions.client);
  // The client re-exports the types, so its bump is at least theirs.
  const bump = weightier(own.bump, within(types.bump, versions.client));
  return { types, client: { bump } };
}

/** The types follow the type comparison; other text with the same meaning is docs. */
function typesClass(changes: readonly Change[], sameTypes: boolean): ChangeClass {
  if (sameTypes) return "none";
  const seen = strictest(changes.map((change) => change.types));
  const gained = changes.some((change) => change.class === "additive");
  if (rank(seen) >= rank("additive")) return seen;
  return gained ? "additive" : "docs";
}

/** A client below 1.0.0 has no majors, also if its types have. */
function within(bump: Bump, version: string): Bump {
  return bump === "major" && isEarly(version) ? "minor" : bump;
}

const bumps: readonly Bump[] = ["none", "patch", "minor", "major"];

function weightier(one: Bump, other: Bump): Bump {
  return bumps.indexOf(one) >= bumps.indexOf(other) ? one : other;
}

function isEarly(version: string): boolean {
  return Number.parseInt(version, 10) < 1;
}

export function nextVersion(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return bump === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}
