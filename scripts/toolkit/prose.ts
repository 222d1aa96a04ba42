/** Something in a text that is not plain English, with what to write instead. */
export interface ProseFault {
  line: number;
  found: string;
  instead: string;
}

/** Words that are not written here, with what to write instead. */
const replacements: readonly [words: string, instead: string][] = [
  ["nobody", "no one, or the noun: no caller, no package"],
  ["somebody", "the noun: a reader, an operator"],
  ["everybody", "all, or the noun: every reader"],
  ["for ever", "always, without end"],
  ["witness(?:es)?", "check, comparison"],
  ["knows", "has, reads"],
  ["condemned", "orphaned"],
];

const listed = new RegExp(
  `\\b(?:${replacements.map(([words]) => `(${words})`).join("|")})\\b`,
  "gi",
);

/** Most words in one sentence of a Markdown page. Most sentences have fewer than 20. */
const maxWords = 45;

// Generated files, and what a bump writes: the vendor's document decides how long its sentences are.
// These two files list the words.
const leftOut =
  /\.gen\.ts$|\.api\.md$|\/generated\/|^specs\/|^docs\/|^\.changeset\/|\/CHANGELOG\.md$|^scripts\/toolkit\/prose(?:\.test)?\.ts$/;

/** Whether the words of a file of the repository are checked. */
export function isChecked(path: string): boolean {
  return !leftOut.test(path);
}

/** The faults of one file; sentences are counted in Markdown alone. */
export function proseFaults(text: string, isMarkdown: boolean): ProseFault[] {
  const faults = text.split("\n").flatMap((line, index) =>
    [...line.matchAll(listed)].map(([found, ...groups]) => {
      const instead = replacements[groups.slice(0, replacements.length).indexOf(found)]?.[1] ?? "";
      return { line: index + 1, found: `"${found}"`, instead };
    }),
  );
  return isMarkdown ? [...faults, ...longSentences(text)] : faults;
}

function longSentences(text: string): ProseFault[] {
  // Code, tables, headings and comments are no sentences; each list item begins a paragraph.
  const prose = text
    .replace(/^```[\s\S]*?^```|<!--[\s\S]*?-->/gm, blank)
    .replace(/^(?:\||#|<).*$/gm, "")
    .replace(/\]\([^)\n]*\)/g, "]");
  const faults: ProseFault[] = [];
  let line = 1;
  for (const sentence of prose.split(/(?<=[.!?:;][)"`*]*)(?=\s)|(?=\n\n|\n\s*(?:[-*]|\d+\.) )/)) {
    const words = sentence.match(/\S*\w\S*/g)?.length ?? 0;
    const first = line + (sentence.match(/^\s*/)?.[0].split("\n").length ?? 1) - 1;
    const found = `a sentence of ${words} words`;
    if (words > maxWords) faults.push({ line: first, found, instead: `at most ${maxWords} words` });
    line += sentence.split("\n").length - 1;
  }
  return faults;
}

/** As many lines, with nothing in them. */
function blank(part: string): string {
  return part.replace(/[^\n]/g, "");
}
