import {
  type Change,
  type ChangelogEntry,
  changelogEntries,
  type ReleasePlan,
} from "@shared/openapi-verdict";
import type { List } from "mdast";
import { bullets, paragraph } from "../markdown/blocks.ts";
import { type Inline, strong } from "../markdown/inline.ts";
import { printMarkdown } from "../markdown/print-markdown.ts";
import { migrationSection } from "./migration.ts";

/** The published packages that a bump releases, by their folder in `packages/`. */
const packageNames = {
  types: "@shared/kapso-types",
  client: "@shared/kapso-client",
} as const;

/** Adding an operation is one line each up to here; more share a line. */
const maxListedOperations = 12;
/** What that line names at most. */
const maxNamedOperations = 500;

export interface ChangesetOptions {
  releases: ReleasePlan;
  changes: readonly Change[];
  /** Of the new document. */
  sha256: string;
  title: string;
  /** Texts of changesets on disk, whose edited migration sections are kept. */
  earlier?: readonly string[];
}

/** A changeset file, named after the document's hash; `undefined` when nothing is released. */
export function changeset({
  releases,
  changes,
  sha256,
  title,
  earlier = [],
}: ChangesetOptions): { path: string; content: string } | undefined {
  const bumps = (["types", "client"] as const).filter((name) => releases[name].bump !== "none");
  if (bumps.length === 0) return undefined;
  const header = bumps.map((name) => `"${packageNames[name]}": ${releases[name].bump}`);
  const version = sha256.slice(0, 12);
  const entry = printMarkdown([
    paragraph("Spec of the ", title, ` at ${version}.`),
    changelog(changes),
  ]);
  const parts = [entry.trimEnd(), migrationSection(changes, earlier).trimEnd()];
  const body = parts.filter((part) => part !== "").join("\n\n");
  const content = `---\n${header.join("\n")}\n---\n\n${body}\n`;
  return { path: `.changeset/spec-${version}.md`, content };
}

/** What a consumer wants to read: breaks first; many new operations as one line. */
export function changelog(changes: readonly Change[]): List {
  const added = changes.filter(({ rule }) => rule === "operation.added" || rule === "path.added");
  const names = added.flatMap(({ rule, operation }) =>
    rule === "operation.added" && operation ? [operation] : [],
  );
  if (names.length <= maxListedOperations) return bullets(changelogEntries(changes).map(point));
  const others = changelogEntries(changes.filter((change) => !added.includes(change)));
  return bullets([...others.map(point), addedOperations(names)]);
}

function point({ mark, where, what, effect }: ChangelogEntry): Inline[] {
  return [
    ...(mark === undefined ? [] : [strong(mark), " "]),
    ...(where === "" ? [] : [where, ": "]),
    what,
    ...(effect === "" ? [] : [" ", effect]),
  ];
}

function addedOperations(names: readonly string[]): Inline[] {
  const named = names.slice(0, maxNamedOperations);
  const left = names.length - named.length;
  const list = named.flatMap((name, index) => (index === 0 ? [name] : [", ", name]));
  return [`Added ${names.length} operations: `, ...list, left > 0 ? ` and ${left} more.` : "."];
}
