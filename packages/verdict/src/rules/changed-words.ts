/** Words of context around a change, and the most that a sentence quotes of each side. */
const context = 3;
const mostCharacters = 90;

/**
 * What changed between two texts, short enough for one sentence: the words that differ with a few
 * around them. `"… sends one thing at once."` and `"… sends one thing later."`
 */
function changedWords(oldText: string, newText: string): { old: string; new: string } {
  const oldWords = words(oldText);
  const newWords = words(newText);
  const least = Math.min(oldWords.length, newWords.length);
  let head = 0;
  while (head < least && oldWords[head] === newWords[head]) head++;
  let tail = 0;
  while (tail < least - head && oldWords.at(-1 - tail) === newWords.at(-1 - tail)) tail++;
  const excerpt = (all: readonly string[]) => {
    const from = Math.max(0, head - context);
    const to = Math.min(all.length, all.length - tail + context);
    const text = all.slice(from, to).join(" ");
    const short = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
    return `${from > 0 ? "… " : ""}${short}${to < all.length ? " …" : ""}`;
  };
  return { old: excerpt(oldWords), new: excerpt(newWords) };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** One sentence about a text that changed: `Description: "a b" became "a c".` */
export function textSentence(
  key: string,
  oldText: string | undefined,
  newText: string | undefined,
): string {
  const name = key.charAt(0).toUpperCase() + key.slice(1);
  const changed = changedWords(oldText ?? "", newText ?? "");
  if (oldText === undefined) return `${name} added: "${changed.new}".`;
  if (newText === undefined) return `${name} dropped: "${changed.old}".`;
  return `${name}: "${changed.old}" became "${changed.new}".`;
}
