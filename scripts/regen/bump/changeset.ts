import type { Operation } from "@shared/openapi-model/model.ts";
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

/** Up to this many new operations get a line each; more are counted, by tag, in one line. */
const maxListedOperations = 12;
/** The most tags that this line names. */
const maxNamedTags = 30;

/** `{ "POST /inbox_embeds": "Inbox Embeds" }` */
export type OperationTags = Readonly<Record<string, string>>;

export interface ChangesetOptions {
  releases: ReleasePlan;
  changes: readonly Change[];
  /** The first tag of each operation, by the operation's name. */
  tags?: OperationTags;
  /** The SHA-256 of the new document. */
  sha256: string;
  title: string;
  /** Texts of changesets on disk, whose edited migration sections are kept. */
  earlier?: readonly string[];
}

/** A changeset file, named after the document's hash; `undefined` when nothing is released. */
export function changeset({
  releases,
  changes,
  tags = {},
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
    changelog(changes, tags),
  ]);
  const parts = [entry.trimEnd(), migrationSection(changes, earlier).trimEnd()];
  const body = parts.filter((part) => part !== "").join("\n\n");
  const content = `---\n${header.join("\n")}\n---\n\n${body}\n`;
  return { path: `.changeset/spec-${version}.md`, content };
}

/** The first tag of each operation that has one. */
export function operationTags(operations: readonly Operation[]): OperationTags {
  return Object.fromEntries(
    operations.flatMap(({ name, node }) => {
      const tag: unknown = Array.isArray(node["tags"]) ? node["tags"][0] : undefined;
      return typeof tag === "string" ? [[name, tag]] : [];
    }),
  );
}

/** The entries for consumers: breaks first; many new operations as one line. */
export function changelog(changes: readonly Change[], tags: OperationTags): List {
  const names = changes.flatMap(({ rule, operation }) =>
    rule === "operation.added" && operation ? [operation] : [],
  );
  if (names.length <= maxListedOperations) return bullets(changelogEntries(changes).map(point));
  const others = changelogEntries(
    changes.filter(({ rule }) => rule !== "operation.added" && rule !== "path.added"),
  );
  return bullets([...others.map(point), addedOperations(names, tags)]);
}

function point({ mark, where, what, effect }: ChangelogEntry): Inline[] {
  return [
    ...(mark === undefined ? [] : [strong(mark), " "]),
    ...(where === "" ? [] : [where, ": "]),
    what,
    ...(effect === "" ? [] : [" ", effect]),
  ];
}

/** "Added 14 operations: Broadcasts (9), Customers (4), without a tag (1)." */
function addedOperations(names: readonly string[], tags: OperationTags): Inline[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    const tag = tags[name] ?? "without a tag";
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const named = [...counts].slice(0, maxNamedTags);
  const left = counts.size - named.length;
  const list = named.flatMap(([tag, count], index) => [
    ...(index === 0 ? [] : [", "]),
    tag,
    ` (${count})`,
  ]);
  const rest = left > 0 ? `, and ${left} more tags.` : ".";
  return [`Added ${names.length} operations: `, ...list, rest];
}
