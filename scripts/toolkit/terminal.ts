import { styleText } from "node:util";
import { visibleText } from "./visible-text.ts";

/** Longest text in a line of a terminal's output, in characters. */
const maxLength = 1000;

declare const cleaned: unique symbol;

/** Text that is safe for a terminal and a log; only this module creates it. */
export type TerminalText = string & { readonly [cleaned]: true };

/** Text in one of our colors; its content is cleaned like any other text. */
export interface Painted {
  style: Parameters<typeof styleText>[0];
  text: string;
}

/** A string with line breaks is several lines; an array is the parts of one line. */
export type Line = string | readonly (string | Painted)[];

/**
 * The lines in a form that is safe for a terminal or a log: no control characters except our colors,
 * no over-long text, and no workflow command (a line that begins with `::`, or has `##[`).
 */
export function terminalText(
  lines: string | readonly Line[],
  stream: NodeJS.WritableStream = process.stdout,
): TerminalText {
  const given = typeof lines === "string" ? [lines] : lines;
  return given
    .flatMap((line) =>
      typeof line === "string" ? line.split(/\r?\n/).map((text) => [text]) : [line],
    )
    .map((parts) => withoutCommand(parts.map((part) => printed(part, stream)).join("")))
    .join("\n") as TerminalText;
}

function printed(part: string | Painted, stream: NodeJS.WritableStream): string {
  if (typeof part === "string") return visibleText(part, maxLength);
  return styleText(part.style, visibleText(part.text, maxLength), {
    stream: stream as NodeJS.WriteStream,
  });
}

/** GitHub's runner reads `::` also after white space, and `##[` anywhere. */
function withoutCommand(line: string): string {
  // The remaining colors are ours.
  return line
    .replace(/^((?:\s|\p{Cc}\[[\d;]*m)*):((?:\p{Cc}\[[\d;]*m)*):/u, "$1: $2:")
    .replace(/##((?:\p{Cc}\[[\d;]*m)*)\[/gu, "##$1 [");
}

/** A value as JSON whose strings hold no control, bidirectional or invisible character. */
export function terminalJson(value: unknown, indent?: number): TerminalText {
  return JSON.stringify(value, null, indent)
    .replace(/[\u007f-\u009f]|\p{Cf}|\p{Zl}|\p{Zp}|\p{Co}/gu, escaped)
    .replaceAll("##[", "##\\u005b") as TerminalText;
}

/** To standard output, with a line break. */
export function print(text: TerminalText): void {
  console.log(text);
}

/** To standard error, with a line break. */
export function printError(text: TerminalText): void {
  console.error(text);
}

/** Markdown to standard output, unchanged: its author has cleaned foreign text. */
export function printMarkdown(text: string): void {
  console.log(text);
}

/** One line of standard error that the next step overwrites; `undefined` removes it. */
export function printProgress(step: string | undefined): void {
  process.stderr.write(`\r\u001b[K${step === undefined ? "" : `${terminalText(step)} …`}`);
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
