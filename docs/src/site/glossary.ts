import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MarkdownRenderer } from "vitepress";
import { repositoryRoot } from "../repository.ts";

/** The page with a heading for each word. */
const glossaryPage = "docs/glossary.md";

/** The words of the glossary: its headings. */
export function glossaryWords(): string[] {
  const text = readFileSync(join(repositoryRoot, glossaryPage), "utf8");
  return [...text.matchAll(/^## (.+)$/gm)].map(([, word = ""]) => word);
}

type Tokens = Parameters<MarkdownRenderer["renderer"]["render"]>[0];
type TokenClass = new (type: string, tag: string, nesting: -1 | 0 | 1) => Tokens[number];

/**
 * Links each word where it first stands in the text of a page: not in a heading, code or a link, and
 * not where the page has a link to it already.
 */
export function linkGlossaryWords(
  tokens: Tokens,
  from: string,
  words: readonly string[],
  Token: TokenClass,
): void {
  if (from === glossaryPage) return;
  const byHand = tokens
    .flatMap(({ children }) => children ?? [])
    .map((child) => /\/glossary\.md#(.+)$/.exec(child.attrGet("href") ?? "")?.[1]);
  const left = new Set(words.filter((word) => !byHand.includes(anchor(word))));
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "inline" || tokens[index - 1]?.type === "heading_open") continue;
    let depth = 0;
    token.children = (token.children ?? []).flatMap((child) => {
      depth += /^link_(open|close)$/.test(child.type) ? child.nesting : 0;
      return child.type === "text" && depth === 0 ? linkedText(child, left, Token) : [child];
    });
  }
}

/** A text with the first mention of each word that is left made a link. */
function linkedText(text: Tokens[number], left: Set<string>, Token: TokenClass): Tokens {
  for (const word of left) {
    const found = new RegExp(`\\b${word}(?:s|es)?\\b`, "i").exec(text.content);
    if (!found) continue;
    left.delete(word);
    const end = found.index + found[0].length;
    const open = new Token("link_open", "a", 1);
    open.attrs = [
      ["href", `/glossary.md#${anchor(word)}`],
      ["class", "glossary"],
    ];
    const before = textToken(text.content.slice(0, found.index), Token);
    const after = textToken(text.content.slice(end), Token);
    return [
      ...linkedText(before, left, Token),
      open,
      textToken(found[0], Token),
      new Token("link_close", "a", -1),
      ...linkedText(after, left, Token),
    ];
  }
  return [text];
}

function textToken(content: string, Token: TokenClass): Tokens[number] {
  const token = new Token("text", "", 0);
  token.content = content;
  return token;
}

function anchor(word: string): string {
  return word.toLowerCase().replaceAll(" ", "-");
}
