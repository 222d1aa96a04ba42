import { type Change, changelogLines, type ReleasePlan } from "@shared/openapi-verdict";

/** The published packages that a bump releases, by their folder in `packages/`. */
const packageNames = {
  types: "@shared/kapso-types",
  client: "@shared/kapso-client",
} as const;

/** Adding an operation is one line each up to here; more are counted. */
const maxListedOperations = 12;

export interface ChangesetOptions {
  releases: ReleasePlan;
  changes: readonly Change[];
  /** Of the new document. */
  sha256: string;
  title: string;
}

/** A changeset file, named after the document's hash; `undefined` when nothing is released. */
export function changeset({
  releases,
  changes,
  sha256,
  title,
}: ChangesetOptions): { path: string; content: string } | undefined {
  const bumps = (["types", "client"] as const).filter((name) => releases[name].bump !== "none");
  if (bumps.length === 0) return undefined;
  const header = bumps.map((name) => `"${packageNames[name]}": ${releases[name].bump}`);
  const entry = `Spec of the ${title} at ${sha256.slice(0, 12)}.`;
  const content = `---\n${header.join("\n")}\n---\n\n${entry}\n\n${changelogEntry(changes).join("\n")}\n`;
  return { path: `.changeset/spec-${sha256.slice(0, 12)}.md`, content };
}

/** What a consumer wants to read: breaks first; many new operations as one line. */
export function changelogEntry(changes: readonly Change[]): string[] {
  const added = changes.filter(({ rule }) => rule === "operation.added" || rule === "path.added");
  const names = added.flatMap(({ rule, operation }) =>
    rule === "operation.added" && operation ? [operation] : [],
  );
  if (names.length <= maxListedOperations) return changelogLines(changes);
  const others = changelogLines(changes.filter((change) => !added.includes(change)));
  return [...others, `- Added ${names.length} operations: ${names.join(", ")}.`];
}
