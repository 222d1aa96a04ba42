import { type Change, place } from "@shared/openapi-verdict";
import type { RootContent } from "mdast";
import { changelog } from "../bump/changeset.ts";
import type { Bump } from "../bump/plan-bump.ts";
import { bullets, details, heading, paragraph, table } from "../markdown/blocks.ts";
import { code, type Inline } from "../markdown/inline.ts";
import { printMarkdown } from "../markdown/print-markdown.ts";
import type { Rehearsal } from "../rehearsal/rehearse.ts";
import { addedOperations, byClass, classTitles, counts, foundBy, releaseText } from "./summary.ts";

/** A pull request's body holds 65,536 characters. */
const maxLength = 60_000;

/** Rows that a table or list may have: the first number with which the report fits. */
const rowLimits = [1000, 300, 100, 30, 10, 3];

type Section = readonly RootContent[];

/** The full report, made for the body of a pull request; what does not fit is counted. */
export function markdownReport(bump: Bump, rehearsal?: Rehearsal): string {
  let text = "";
  for (const limit of rowLimits) {
    text = printMarkdown(reportSections(bump, rehearsal, limit).flat());
    if (text.length <= maxLength) return text;
  }
  const sections = reportSections(bump, rehearsal, 3);
  for (let kept = sections.length - 1; kept > 0; kept--) {
    const note = paragraph(`${sections.length - kept} more sections did not fit.`);
    text = printMarkdown([...sections.slice(0, kept).flat(), note]);
    if (text.length <= maxLength) return text;
  }
  return text;
}

function reportSections(bump: Bump, rehearsal: Rehearsal | undefined, limit: number): Section[] {
  const { before, after, consumers, upstream, releases } = bump;
  const list = (items: readonly (readonly Inline[])[]) => limitedBullets(items, limit);
  const sections: Section[] = [
    [
      heading(1, `Spec bump: ${consumers.verdict}`),
      paragraph(
        code(`specs/${bump.document}.yaml`),
        " from ",
        code(bump.source),
        ` (${bump.kind}).`,
      ),
      table(
        ["", "before", "after"],
        [
          ["operations", `${before.operations}`, `${after.operations}`],
          ["bytes", `${before.bytes}`, `${after.bytes}`],
          ["sha256", [code(before.sha256.slice(0, 16))], [code(after.sha256.slice(0, 16))]],
        ],
      ),
      table(
        ["package", "release", "gate"],
        [
          ["types", releases.types.bump, releases.types.gate],
          ["client", releases.client.bump, releases.client.gate],
        ],
      ),
    ],
    section("Needs trust", list(bump.trust.needsTrust.map((line) => [line]))),
    section("Rehearsal", rehearsal ? rehearsalTables(rehearsal, limit) : []),
    section("For consumers", judged(consumers.changes, counts(consumers), limit)),
    consumers.typesError === null
      ? []
      : [paragraph("TypeScript could not compare the types: ", consumers.typesError)],
    sameChanges(upstream.changes, consumers.changes)
      ? []
      : section("What the vendor changed", [
          paragraph("Compared with the vendored bytes, before overlays."),
          ...judged(upstream.changes, counts(upstream), limit),
        ]),
    section("Overlay", list(bump.actions.map(({ name, text }) => [code(name), ": ", text]))),
    section(
      `Normalised for the types (${bump.normalisations.length})`,
      folded(
        "places",
        list(bump.normalisations.map(({ step, pointer }) => [step, ": ", code(pointer)])),
      ),
    ),
    section(
      "New hosts in texts and examples",
      list(bump.trust.mentions.map((host) => [code(host)])),
    ),
    consumers.changes.length === 0
      ? []
      : section(`Changelog (${releaseText(bump)})`, changelogSection(consumers.changes, limit)),
    section("Files", list([...bump.files.keys()].map((path) => [code(path)]))),
  ];
  return sections.filter((blocks) => blocks.length > 0);
}

function judged(changes: readonly Change[], summary: string, limit: number): RootContent[] {
  const classes = byClass(changes).flatMap(({ level, changes: some }) => {
    const rows = some.map((change) => [
      place(change),
      change.text,
      change.direction ?? "",
      foundBy(change),
    ]);
    const blocks = limitedTable(["where", "what", "direction", "found by"], rows, limit);
    const title = `${classTitles[level]} (${some.length})`;
    return level === "docs" ? folded(title, blocks) : [heading(3, title), ...blocks];
  });
  const added = addedOperations(changes).map((operation) => [code(operation)]);
  const additions = folded(`${added.length} new operations`, limitedBullets(added, limit));
  return [paragraph(`${summary}.`), ...classes, ...additions];
}

function changelogSection(changes: readonly Change[], limit: number): RootContent[] {
  const list = changelog(changes);
  const children = list.children.slice(0, limit);
  if (children.length === 0) return [];
  return [{ ...list, children }, ...more(list.children.length - children.length)];
}

function sameChanges(one: readonly Change[], other: readonly Change[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function rehearsalTables({ steps, broken }: Rehearsal, limit: number): RootContent[] {
  const outcome = steps.map(({ name, ok, seconds }) => [
    name,
    ok ? "passes" : "fails",
    `${seconds.toFixed(0)} s`,
  ]);
  const places = broken.map(({ consumer, file, line, message, change }) => [
    consumer,
    [code(`${file}:${line}`)],
    message,
    change ?? "unknown",
  ]);
  return [
    ...limitedTable(["step", "outcome", "took"], outcome, limit),
    ...limitedTable(["consumer", "where", "error", "by which change"], places, limit),
  ];
}

function section(title: string, content: readonly RootContent[]): RootContent[] {
  return content.length === 0 ? [] : [heading(2, title), ...content];
}

function folded(title: string, content: readonly RootContent[]): RootContent[] {
  return content.length === 0 ? [] : details(title, content);
}

function limitedBullets(items: readonly (readonly Inline[])[], limit: number): RootContent[] {
  if (items.length === 0) return [];
  return [bullets(items.slice(0, limit)), ...more(items.length - limit)];
}

function limitedTable(
  head: readonly string[],
  rows: Parameters<typeof table>[1],
  limit: number,
): RootContent[] {
  if (rows.length === 0) return [];
  return [table(head, rows.slice(0, limit)), ...more(rows.length - limit)];
}

function more(count: number): RootContent[] {
  return count > 0 ? [paragraph(`… and ${count} more.`)] : [];
}
