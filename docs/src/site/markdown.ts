import { relative } from "node:path";
import type { MarkdownEnv, MarkdownRenderer } from "vitepress";
import { repositoryRoot } from "../repository.ts";
import { diagramSvg } from "./diagram.ts";
import { linkGlossaryWords } from "./glossary.ts";
import { type LinkContext, siteLink } from "./site-link.ts";

/**
 * Lets VitePress render Markdown that reads well on GitHub too: a link to a file of the repository
 * leads to its page;
 * Mermaid becomes SVG; an empty header of a table becomes a cell; the first mention of a word of the glossary links to it.
 */
export function extendMarkdown(
  md: MarkdownRenderer,
  context: LinkContext,
  words: readonly string[],
): void {
  md.core.ruler.push("kapso-site", ({ tokens, env, Token }) => {
    const from = relative(repositoryRoot, sourceOf(env));
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === "link_open" ? token.attrGet("href") : null;
      if (href !== null) token.attrSet("href", siteLink(from, href, context));
    }
    for (const [index, token] of tokens.entries()) {
      const [text, close] = tokens.slice(index + 1);
      if (token.type !== "th_open" || text?.content !== "" || !close) continue;
      // A header that says nothing is an empty cell to a screen reader.
      token.tag = "td";
      close.tag = "td";
    }
    linkGlossaryWords(tokens, from, words, Token);
  });

  const { fence } = md.renderer.rules;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info = "", content = "" } = tokens[index] ?? {};
    if (info.trim() !== "mermaid") return fence?.(tokens, index, ...rest) ?? "";
    // Vue drops `<style>` from a template, but not from `v-html`.
    const svg = md.utils.escapeHtml(JSON.stringify(diagramSvg(content)));
    return `<div class="diagram" tabindex="0" role="img" aria-label="Diagram" v-html="${svg}"></div>\n`;
  };
}

/** The page's own file: VitePress renders a page under the path that it has on the site. */
function sourceOf({ path, realPath }: MarkdownEnv & { realPath?: string }): string {
  return realPath ?? path;
}
