import type { Root } from "mdast";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import { visit } from "unist-util-visit";

/** Parses a Markdown text as GitHub does. */
export function readMarkdown(markdown: string): Root {
  return remark().use(remarkGfm).parse(markdown);
}

/** The number of nodes of each type in a Markdown text. */
export function nodeTypes(root: Root): Record<string, number> {
  const counts: Record<string, number> = {};
  visit(root, ({ type }) => {
    // Text beside code is optional.
    if (type !== "text") counts[type] = (counts[type] ?? 0) + 1;
  });
  return counts;
}

/** Parts that a browser or GitHub would act on, except `<details>` and its title. */
export function dangersOf(markdown: string, root: Root = readMarkdown(markdown)): string[] {
  const dangers: string[] = [];
  visit(root, (node) => {
    if (["link", "image", "linkReference", "imageReference", "definition"].includes(node.type)) {
      dangers.push(node.type);
    }
    if (["footnoteReference", "footnoteDefinition"].includes(node.type)) dangers.push(node.type);
    if (node.type === "html" && !ourHtml.test(node.value)) {
      dangers.push(`html ${node.value}`);
    }
    if (node.type === "listItem" && typeof node.checked === "boolean") dangers.push("task item");
    if (node.type === "text") {
      for (const [name, pattern] of Object.entries(actedOn)) {
        if (pattern.test(node.value)) dangers.push(`${name} in ${node.value}`);
      }
    }
  });
  for (const line of markdown.split("\n")) {
    if (/^\s*::|##\[/.test(line)) dangers.push(`command ${line}`);
    if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(line)) {
      dangers.push(`control character in ${line}`);
    }
  }
  return dangers;
}

/** Folded parts, and the markers of a Migration section. */
const ourHtml =
  /^(<\/?details>(<summary>[\w ()]*<\/summary>)?|<!-- (cause [0-9a-f]{12}|end of migration) -->)$/;

/** In text, once Markdown is read. */
const actedOn = {
  mention: /@[a-z0-9]/i,
  issue: /#\d|\bgh-\d/i,
  closing: /\b(close[sd]?|fix(e[sd])?|resolve[sd]?):?\s+(\S*#\d|gh-\d|https?:\/\/)/i,
  address: /:\/\/|www\.[a-z]/i,
};
