import { stripVTControlCharacters } from "node:util";
import { type ChangeClass, changeClasses } from "../rules/change-class.ts";
import { type Change, place } from "./change.ts";
import { instructionFor } from "./instructions.ts";

interface Compared {
  verdict: ChangeClass;
  changes: readonly Change[];
  typesError: string | null;
}

/** One line per change, the strictest first, and the verdict at the end. */
export function comparisonText({ verdict, changes, typesError }: Compared): string {
  return [
    ...changes.map((change) => `${change.class.padEnd(8)} ${whereAndWhat(change)}`),
    ...(typesError === null ? [] : [`TypeScript could not compare the types: ${typesError}`]),
    verdict,
  ]
    .map(oneLine)
    .join("\n");
}

/** For a comment on a pull request: changes that need action first, the others folded. */
export function comparisonMarkdown({ verdict, changes, typesError }: Compared): string {
  const sections = [...changeClasses].reverse().flatMap((level) => {
    const some = changes.filter((change) => change.class === level);
    if (some.length === 0) return [];
    const acts = level === "breaking" || level === "risky";
    const items = some.map((change) => {
      const text = `- ${escaped(whereAndWhat(change))}`;
      return acts ? `${text} **${escaped(instructionFor(change).text)}**` : text;
    });
    const title = `${level} (${some.length})`;
    return acts
      ? [`## ${title}`, items.join("\n")]
      : [`<details><summary>${title}</summary>`, items.join("\n"), "</details>"];
  });
  const failure =
    typesError === null ? [] : [`TypeScript could not compare the types: ${escaped(typesError)}`];
  return [`# ${verdict}`, ...failure, ...sections].join("\n\n");
}

function whereAndWhat(change: Change): string {
  const where = place(change);
  return where === "" ? change.text : `${where}: ${change.text}`;
}

/** Text of a document must not move a terminal's cursor, nor begin a new line. */
function oneLine(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, " ");
}

/** Nor become markup, a mention or a link. */
function escaped(text: string): string {
  return oneLine(text)
    .replace(/[\\<>[\]*_~`|#]/g, (character) => `\\${character}`)
    .replaceAll("@", "@\u200b");
}
