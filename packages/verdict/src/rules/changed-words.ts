import { diffWordsWithSpace } from "diff";

/** A piece of a text that changed: in both versions, or in one of them. */
export interface TextPiece {
  in: "both" | "old" | "new";
  text: string;
}

/** Words of context around a change, and the most characters of them. */
const context = 3;
const nearby = 40;
/** Texts that differ in more words than this are shown as one replaced by the other. */
const mostEdits = 200;
/** The most characters that a sentence quotes of each version. */
const mostCharacters = 120;

/**
 * The differences between two texts, word by word. Of the words in both, only a few around each
 * change are kept; "…" stands for the others.
 */
export function changedWords(oldText: string, newText: string): TextPiece[] {
  const [was, is] = [oldText, newText].map((text) => text.replace(/\s+/g, " ").trim());
  const parts = diffWordsWithSpace(was ?? "", is ?? "", { maxEditLength: mostEdits });
  const whole: TextPiece[] = [
    { in: "old", text: was ?? "" },
    { in: "new", text: is ?? "" },
  ];
  const pieces = parts?.map(
    ({ value, added, removed }): TextPiece => ({
      in: added ? "new" : removed ? "old" : "both",
      text: value,
    }),
  );
  return (pieces ?? whole)
    .filter(({ text }) => text !== "")
    .map((piece, at, all) =>
      piece.in === "both"
        ? { ...piece, text: shortened(piece.text, at > 0, at < all.length - 1) }
        : piece,
    );
}

/** Only the words beside a change; of JSON, which has no spaces, only so many characters. */
function shortened(text: string, hasBefore: boolean, hasAfter: boolean): string {
  const words = text.split(/(?<= )(?=\S)/);
  const first = hasBefore ? words.slice(0, context).join("").slice(0, nearby) : "";
  const last = hasAfter ? words.slice(-context).join("").slice(-nearby) : "";
  if (text.length <= first.length + last.length + 10) return text;
  return `${first}…${/^\S/.test(last) && last.length < nearby ? " " : ""}${last}`;
}

/** One sentence about a text that changed: `Description: "a b" became "a c".` */
export function textSentence(
  key: string,
  oldText: string | undefined,
  newText: string | undefined,
): string {
  const name = key.charAt(0).toUpperCase() + key.slice(1);
  if (oldText === undefined) return `${name} added: "${cut(newText ?? "")}".`;
  if (newText === undefined) return `${name} dropped: "${cut(oldText)}".`;
  const pieces = changedWords(oldText, newText);
  const version = (of: "old" | "new") =>
    cut(
      pieces
        .filter((piece) => piece.in === "both" || piece.in === of)
        .map(({ text }) => text)
        .join(""),
    );
  return `${name}: "${version("old")}" became "${version("new")}".`;
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line;
}
