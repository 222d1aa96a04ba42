import { createHash } from "node:crypto";
import { type Change, instructionFor, place } from "@shared/openapi-verdict";
import { codeBlock, listItem, listOf, paragraph } from "../markdown/blocks.ts";
import { printMarkdown } from "../markdown/print-markdown.ts";

/**
 * The Migration section of a changeset: an instruction for consumers for each breaking cause. A
 * reviewer may edit the text below a marker; the next run keeps it while the cause is the same.
 *
 * @param earlier texts of changesets that may hold edited sections
 */
export function migrationSection(changes: readonly Change[], earlier: readonly string[]): string {
  const breaking = changes.filter((change) => change.class === "breaking");
  if (breaking.length === 0) return "";
  const edited = new Map(earlier.flatMap((text) => [...sectionsIn(text)]));
  const sections = new Map<string, string>();
  for (const change of breaking) {
    const id = causeId(change);
    sections.set(id, edited.get(id) ?? suggestion(change));
  }
  const texts = [...sections].map(([id, text]) => `${marker(id)}\n${text}`);
  return `**Migration**\n\n${texts.join("\n\n")}\n${end}\n`;
}

/** The same id for the same cause, also with other changes in a later document. */
function causeId(change: Change): string {
  const cause = [change.rule, place(change), change.direction, change.sentence];
  return createHash("sha256").update(JSON.stringify(cause)).digest("hex").slice(0, 12);
}

function marker(id: string): string {
  return `<!-- cause ${id} -->`;
}

const end = "<!-- end of migration -->";

function suggestion(change: Change): string {
  const { text, code } = instructionFor(change);
  const where = change.places.length > 1 ? ` In ${change.places.length} places.` : "";
  const sentence = `${text} ${place(change)}: ${change.sentence}${where}`;
  const diff = code && [`- ${code.before}`, ...(code.after === "" ? [] : [`+ ${code.after}`])];
  const item = listItem([
    paragraph(withoutMarkers(sentence)),
    ...(diff ? [codeBlock("diff", diff.map(withoutMarkers))] : []),
  ]);
  return printMarkdown([listOf([item])]).trim();
}

/** The vendor's text must not end a section. */
function withoutMarkers(text: string): string {
  return text.replaceAll("<!--", "<!- -");
}

/** The text below each marker, by the id of its cause. */
export function sectionsIn(changeset: string): Map<string, string> {
  const sections = new Map<string, string>();
  const [text = ""] = changeset.split(end);
  const parts = text.split(/<!-- cause ([0-9a-f]{12}) -->/);
  for (let at = 1; at < parts.length; at += 2) {
    const [id, body] = [parts[at], parts[at + 1]];
    if (id !== undefined && body !== undefined) sections.set(id, body.trim());
  }
  return sections;
}
