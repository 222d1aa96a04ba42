import type { ListItem, RootContent } from "mdast";
import type { Bump } from "../bump/plan-bump.ts";
import {
  bullets,
  codeBlock,
  details,
  heading,
  listItem,
  listOf,
  paragraph,
  table,
} from "../markdown/blocks.ts";
import { code, type Inline, strong, struck } from "../markdown/inline.ts";
import { printMarkdown } from "../markdown/print-markdown.ts";
import type { BrokenPlace, Rehearsal } from "../rehearsal/rehearse.ts";
import {
  type BumpReport,
  bumpReport,
  type ConsumerAction,
  type GroupedLine,
  placesText,
} from "./bump-report.ts";

/** A pull request's body holds 65,536 characters. */
const maxLength = 60_000;

/** The most rows of a table or list: the first number with which the report fits. */
const rowLimits = [1000, 300, 100, 30, 10, 3];

/**
 * The full report for the body of a pull request: the four questions of a reviewer. Rows that do not
 * fit are counted; breaking lines are left out last.
 */
export function markdownReport(bump: Bump, rehearsal?: Rehearsal): string {
  let text = "";
  for (const limit of rowLimits) {
    text = printMarkdown(reportSections(bump, rehearsal, limit).flat());
    if (text.length <= maxLength) return text;
  }
  const sections = reportSections(bump, rehearsal, rowLimits.at(-1) ?? 1);
  for (let kept = sections.length - 1; kept > 0; kept--) {
    const note = paragraph(`${sections.length - kept} more sections did not fit.`);
    text = printMarkdown([...sections.slice(0, kept).flat(), note]);
    if (text.length <= maxLength) return text;
  }
  return text;
}

function reportSections(
  bump: Bump,
  rehearsal: Rehearsal | undefined,
  limit: number,
): RootContent[][] {
  const report = bumpReport(bump, rehearsal);
  const { merge, own } = report;
  return [
    // The first line is the title of the pull request.
    [
      heading(
        1,
        `Spec bump: ${merge.verdict}${own.broken.some(({ role }) => role === undefined) ? ", our code does not compile" : ""}`,
      ),
      ...section("May I merge?", mayMerge(bump, report)),
    ],
    section("What must consumers do?", consumersMust(report.consumers, limit)),
    section("What must we do?", weMust(report, rehearsal, limit)),
    section("What else changed?", elseChanged(bump, report, limit)),
  ];
}

function mayMerge({ before, after, document, source, kind }: Bump, { merge }: BumpReport) {
  return [
    paragraph(strong(merge.verdict), `. Release: ${merge.release}. Affected: ${merge.affected}.`),
    ...list(merge.blockers.map((text) => [strong("Not yet."), " ", text])),
    paragraph(
      code(`specs/${document}.yaml`),
      " from ",
      code(source),
      ` (${kind}): ${before.operations} → ${after.operations} operations, ${before.bytes} → ${after.bytes} bytes, `,
      code(before.sha256.slice(0, 12)),
      " → ",
      code(after.sha256.slice(0, 12)),
      ".",
    ),
  ];
}

function consumersMust(actions: readonly ConsumerAction[], limit: number): RootContent[] {
  return (["breaking", "risky"] as const).flatMap((level) => {
    const some = actions.filter((action) => action.class === level);
    if (some.length === 0) return [];
    const title = level === "breaking" ? "Breaking" : "Not proven safe";
    const shown = level === "breaking" ? Math.max(limit, 30) : limit;
    const children = some.slice(0, shown).map((action) => actionItem(action, limit));
    return [
      heading(3, `${title} (${some.length})`),
      listOf(children),
      ...more(some.length - shown),
    ];
  });
}

function actionItem(action: ConsumerAction, limit: number): ListItem {
  const { text, because, code: call, reach, places } = action;
  const example = call && [`- ${call.before}`, ...(call.after === "" ? [] : [`+ ${call.after}`])];
  return listItem([
    paragraph(
      strong(text),
      because === "" ? "" : ` ${because}`,
      " (",
      placesText(places),
      `; ${reach})`,
    ),
    ...(example ? [codeBlock("diff", example)] : []),
    ...(places.length > 1
      ? details(
          `${places.length} places`,
          list(
            places.map((one) => [one]),
            limit,
          ),
        )
      : []),
  ]);
}

function weMust(
  { own }: BumpReport,
  rehearsal: Rehearsal | undefined,
  limit: number,
): RootContent[] {
  const hosts = own.hosts.flatMap((host, index) => [index === 0 ? "" : ", ", code(host)]);
  return [
    ...brokenTable(own.broken, limit),
    ...list(
      own.trust.map((text) => ["Check, then allow: ", text]),
      Math.max(limit, 30),
    ),
    ...list(
      own.overlays.map((text) => [text]),
      limit,
    ),
    ...list([
      ...own.failed.map((name) => ["Failed: ", name]),
      ...(own.typesError === null
        ? []
        : [["TypeScript could not compare the types: ", own.typesError]]),
      ...(hosts.length > 0 ? [["Check the new hosts in texts and examples: ", ...hosts]] : []),
    ]),
    ...(rehearsal ? details("What was checked", checkedTable(rehearsal)) : []),
  ];
}

function brokenTable(all: readonly BrokenPlace[], limit: number): RootContent[] {
  if (all.length === 0) return [];
  const rows = all
    .slice(0, limit)
    .map(({ consumer, file, line, message, change, role }) => [
      role === undefined ? consumer : `${consumer} (${role})`,
      [code(`${file}:${line}`)],
      message.split("\n")[0] ?? "",
      change ?? "unknown",
    ]);
  return [table(["package", "where", "error", "because of"], rows), ...more(all.length - limit)];
}

function checkedTable({ steps }: Rehearsal): RootContent[] {
  const rows = steps.map(({ name, ok, seconds }) => [
    name,
    ok ? "passes" : "fails",
    `${seconds.toFixed(0)} s`,
  ]);
  return [table(["step", "outcome", "took"], rows)];
}

function elseChanged(bump: Bump, { rest }: BumpReport, limit: number): RootContent[] {
  const { overlayActions, normalisations } = rest.standing;
  const folded = (title: string, items: readonly (readonly Inline[])[]) =>
    items.length === 0 ? [] : details(`${title} (${items.length})`, list(items, limit));
  const lines = (all: readonly GroupedLine[]) =>
    all.map((line): Inline[] => [...lineText(line), " (", placesText(line.places), ")"]);
  return [
    ...folded(
      "New operations",
      rest.operations.map((operation) => [code(operation)]),
    ),
    ...folded("Additions", lines(rest.additions)),
    ...(rest.rules.length === 0
      ? []
      : [
          paragraph("Read these texts: a rule may have changed."),
          ...list(lines(rest.rules), Math.min(limit, 30)),
        ]),
    ...folded("Texts", lines(rest.texts)),
    ...folded("Changed by the vendor and kept from consumers by overlays", lines(rest.hidden)),
    ...(overlayActions + normalisations > 0
      ? [
          paragraph(
            `Standing: ${overlayActions} overlay actions, ${normalisations} normalisations.`,
          ),
        ]
      : []),
    ...details(
      "Files",
      list(
        [...bump.files.keys()].map((path) => [code(path)]),
        limit,
      ),
    ),
  ];
}

/** Removed words are struck out, added words are bold. */
function lineText({ text, words }: GroupedLine): Inline[] {
  if (words === undefined) return [text];
  const pieces = words.pieces.flatMap((piece, at): Inline[] => {
    if (piece.in === "both") return [piece.text];
    const gap = piece.in === "new" && words.pieces[at - 1]?.in === "old" ? " " : "";
    // White space next to a mark would end it, and alone it cannot be shown.
    const [, before = "", word = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(piece.text) ?? [];
    if (word === "") return piece.in === "new" ? [piece.text] : [];
    return [gap, before, piece.in === "old" ? struck(word) : strong(word), after];
  });
  return [`${words.key}: `, ...pieces];
}

function section(title: string, content: readonly RootContent[]): RootContent[] {
  return [heading(2, title), ...(content.length === 0 ? [paragraph("Nothing.")] : content)];
}

function list(
  items: readonly (readonly Inline[])[],
  limit: number = Number.POSITIVE_INFINITY,
): RootContent[] {
  if (items.length === 0) return [];
  return [bullets(items.slice(0, limit)), ...more(items.length - limit)];
}

function more(count: number): RootContent[] {
  return count > 0 ? [paragraph(`… and ${count} more.`)] : [];
}
