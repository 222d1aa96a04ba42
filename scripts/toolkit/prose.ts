/** Something in a text that is not plain English, with what to write instead. */
export interface ProseFault {
  line: number;
  found: string;
  instead: string;
}

/** Words that are not written here, and what to write instead. */
const replacements: readonly [words: string, instead: string][] = [
  ["nobody", "no one, or the noun: no caller, no package"],
  ["somebody", "the noun: a reader, an operator"],
  ["everybody", "all, or the noun: every reader"],
  ["for ever", "always, without end"],
  ["witness(?:es)?", "check, comparison"],
  ["knows", "has, reads"],
  ["condemn(?:s|ed)?", "orphan, orphaned"],
  ["(?:an|the|no|its|first) answer|answer(?:s|ed|ing)", "response, responds with"],
  ["(?:is|are|was|were) told", "gets"],
  ["(?:is|are) to", "must"],
  ["(?:has|have) to", "must"],
  ["of (?:its|their|your|our|one's) own", "separate, or leave it out"],
  ["(?:asks|asked) for", "requests, needs"],
  ["anew", "again"],
  ["all the same", "still, nevertheless"],
];

const listed = new RegExp(
  `(?<![\\w-])(?:${replacements.map(([words]) => `(${words})`).join("|")})(?![\\w-])`,
  "gi",
);

/** Most words in one sentence of a Markdown page or a docstring. Most sentences have fewer than 20. */
const maxWords = 35;

// Generated files, and files that a bump writes: the vendor's document decides their sentences.
// The last two files list the words.
const leftOut =
  /\.gen\.ts$|\.api\.md$|\/generated\/|^specs\/|^docs\/reference\/|^\.changeset\/|\/CHANGELOG\.md$|^scripts\/toolkit\/prose(?:\.test)?\.ts$/;

/** Whether the words of a file of the repository are checked. */
export function isChecked(path: string): boolean {
  return !leftOut.test(path);
}

/** The faults of one file: listed words, and long sentences of Markdown or of docstrings. */
export function proseFaults(text: string, file: string): ProseFault[] {
  const isMarkdown = file.endsWith(".md");
  const faults = text.split("\n").flatMap((line, index) =>
    [...withoutCode(line, isMarkdown).matchAll(listed)].map(([found, ...groups]) => {
      const [, instead = ""] =
        replacements[groups.slice(0, replacements.length).indexOf(found)] ?? [];
      return { line: index + 1, found: `"${found}"`, instead };
    }),
  );
  return [...faults, ...longSentences(isMarkdown ? text : docstrings(text))];
}

/** Without the code spans of Markdown and of comments; the template literals of a program stay. */
function withoutCode(line: string, isMarkdown: boolean): string {
  return isMarkdown || /^\s*(?:\/?\*|\/\/)/.test(line) ? line.replace(/`[^`]*`/g, "``") : line;
}

/** The docstrings of a program as Markdown, each on its lines; each tag begins a paragraph. */
function docstrings(text: string): string {
  let kept = "";
  let at = 0;
  for (const { 0: comment, index } of text.matchAll(/\/\*\*(?=\s)(?:[^*]|\*(?!\/))*\*\//g)) {
    const words = comment.slice(3, -2).replace(/^[ \t]*\* ?/gm, "");
    kept += blank(text.slice(at, index)) + words.replace(/^@/gm, "- @");
    at = index + comment.length;
  }
  return kept;
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
