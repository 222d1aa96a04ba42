import { visibleText } from "@shared/toolkit/visible-text.ts";
import type { Delete, InlineCode, PhrasingContent, Strong, Text } from "mdast";

/** A string is always text: it never becomes markup, a link, a mention or a reference. */
export type Inline = string | InlineCode | Strong | Delete;

/** The content of a paragraph, list item or table cell; each string is shortened separately. */
export function phrasing(parts: readonly Inline[]): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  for (const part of parts) {
    const last = nodes.at(-1);
    if (typeof part !== "string") nodes.push(part);
    else if (last?.type === "text") last.value += visibleText(part);
    else nodes.push({ type: "text", value: visibleText(part) });
  }
  // After the strings are joined: a link may begin in one and end in the next.
  for (const node of nodes) {
    if (node.type === "text") node.value = withoutReferences(node.value.replace(/ +/g, " "));
  }
  trim(nodes);
  return nodes;
}

/** A name or value, as code. */
export function code(value: string): InlineCode {
  const text = visibleText(value).replaceAll("##[", "## [");
  return { type: "inlineCode", value: text === "" ? "(empty)" : text };
}

/** Text in bold; like a string, it never becomes markup. */
export function strong(text: string): Strong {
  return { type: "strong", children: [plain(text)] };
}

/** Text that is struck out. */
export function struck(text: string): Delete {
  return { type: "delete", children: [plain(text)] };
}

function plain(text: string): Text {
  return { type: "text", value: withoutReferences(visibleText(text).trim()) };
}

/**
 * GitHub looks for mentions, issues, closing keywords and bare addresses in the text that Markdown
 * has become, where a backslash is gone; a zero-width space stays.
 */
function withoutReferences(text: string): string {
  return text
    .replaceAll("@", "@\u200b")
    .replace(/#(?=\d)/g, "#\u200b")
    .replace(/\b(gh)-(?=\d)/gi, "$1\u200b-")
    .replaceAll("://", ":\u200b//")
    .replace(/(www)\./gi, "$1\u200b.");
}

function trim(nodes: PhrasingContent[]): void {
  const ends: [Text | undefined, (text: string) => string][] = [
    [textOf(nodes.at(0)), (text) => text.trimStart()],
    [textOf(nodes.at(-1)), (text) => text.trimEnd()],
  ];
  for (const [node, cut] of ends) if (node) node.value = cut(node.value);
}

function textOf(node: PhrasingContent | undefined): Text | undefined {
  return node?.type === "text" ? node : undefined;
}
