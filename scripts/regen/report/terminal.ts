import {
  type Line,
  type Painted,
  type TerminalText,
  terminalText,
} from "@shared/toolkit/terminal.ts";
import type { Bump } from "../bump/plan-bump.ts";
import type { Rehearsal } from "../rehearsal/rehearse.ts";
import { bumpReport, type GroupedLine, placesText } from "./bump-report.ts";

type Style = Painted["style"];

/** The most lines without an action; the Markdown report has them all. */
const maxLines = 8;
const width = 160;

const styles: Readonly<Record<string, Style>> = {
  breaking: ["bold", "red"],
  risky: ["bold", "yellow"],
  additive: ["bold", "green"],
};

/** One line of the report: texts, and texts in a color. */
type Parts = readonly (string | Painted)[];

/** The short report: the four questions of a reviewer. It has all breaking lines. */
export function terminalReport(
  bump: Bump,
  stream: NodeJS.WritableStream,
  rehearsal?: Rehearsal,
): TerminalText {
  const report = bumpReport(bump, rehearsal);
  const lines: Line[] = [];
  const question = (text: string) => lines.push("", [paint("bold", text)]);
  const say = (...parts: Parts) => lines.push(["  ", ...parts.map(short)]);
  const note = (text: string) => lines.push([paint("dim", `  ${text}`)]);
  const list = (items: readonly Parts[], most = maxLines) => {
    for (const item of items.slice(0, most)) say(...item);
    if (items.length > most) note(`… and ${items.length - most} more`);
  };
  const { before, after } = bump;
  lines.push([
    paint("bold", `specs/${bump.document}.yaml`),
    ` from ${bump.source} (${bump.kind}): ${before.operations} → ${after.operations} operations, ${before.sha256.slice(0, 12)} → ${after.sha256.slice(0, 12)}`,
  ]);

  const { merge, consumers, own, rest } = report;
  question("May I merge?");
  say(
    paint(styles[merge.verdict] ?? "bold", merge.verdict),
    `. Release: ${merge.release}. Affected: ${merge.affected}.`,
  );
  for (const blocker of merge.blockers) say(paint("red", `Not yet: ${blocker}`));

  question("What must consumers do?");
  const breaking = consumers.filter((action) => action.class === "breaking");
  const risky = consumers.filter((action) => action.class === "risky");
  if (consumers.length === 0) say("Nothing.");
  for (const { text, because, places, code, reach } of breaking) {
    const reason = because === "" ? "" : ` ${because}`;
    lines.push(["  ", paint("red", "✗"), ` ${text}${reason} (${placesText(places)}) [${reach}]`]);
    if (code && breaking.length <= 15) {
      say(`    - ${code.before}`);
      if (code.after !== "") say(`    + ${code.after}`);
    }
  }
  list(
    risky.map(({ text, because, places }) => [
      paint("yellow", "?"),
      ` ${[text, because, `(${placesText(places)})`].filter((one) => one !== "").join(" ")}`,
    ]),
    20,
  );

  question("What must we do?");
  for (const text of own.trust) say(`Check, then allow with --trust-changes: ${text}`);
  for (const { consumer, file, line, message, change, role } of own.broken.slice(0, 15)) {
    const isCode = role === undefined;
    const where = `${consumer} ${file}:${line}${isCode ? "" : ` (${role}, does not stop the bump)`}`;
    say(paint(isCode ? "red" : "yellow", where), ` ${message.split("\n")[0]}`);
    say(`    because of: ${change ?? "unknown"}`);
  }
  if (own.broken.length > 15) say(`… and ${own.broken.length - 15} more broken lines`);
  const work = [
    ...own.failed.map((name) => `Failed: ${name}`),
    ...own.overlays,
    ...(own.typesError === null
      ? []
      : [`TypeScript could not compare the types: ${own.typesError}`]),
    ...(own.hosts.length > 0 ? [`Check the new hosts in texts: ${own.hosts.join(", ")}`] : []),
  ];
  list(
    work.map((text) => [text]),
    12,
  );
  if (own.broken.length + own.trust.length + work.length === 0) {
    say("Nothing: our code compiles.");
  }

  question("What else changed?");
  const other = (title: string, all: readonly GroupedLine[]) => {
    if (all.length > 0) note(`${title} (${all.length})`);
    for (const { text, words, places } of all.slice(0, maxLines)) {
      if (words === undefined) {
        say(`${text} (${placesText(places)})`);
        continue;
      }
      const version = (of: "old" | "new") =>
        words.pieces.flatMap(({ in: side, text }) => (side === "both" || side === of ? text : []));
      say(`${words.key} (${placesText(places)})`);
      say("  - ", version("old").join(""));
      say("  + ", version("new").join(""));
    }
    if (all.length > maxLines) note(`… and ${all.length - maxLines} more`);
  };
  if (rest.operations.length > 0) note(`New operations (${rest.operations.length})`);
  list(rest.operations.map((operation) => [operation]));
  other("Additions", rest.additions);
  other("Texts to read: a rule may have changed", rest.rules);
  other("Texts", rest.texts);
  other("Changed by the vendor, kept from consumers by overlays", rest.hidden);
  const { overlayActions, normalisations } = rest.standing;
  if (overlayActions + normalisations > 0) {
    say(`Standing: ${overlayActions} overlay actions, ${normalisations} normalisations.`);
  }
  return terminalText(lines, stream);
}

function paint(style: Style, text: string): Painted {
  return { style, text };
}

function short(part: string | Painted): string | Painted {
  return typeof part === "string" && part.length > width ? `${part.slice(0, width - 1)}…` : part;
}
