import { visibleText } from "@shared/toolkit/visible-text.ts";
import type {
  BlockContent,
  Code,
  Heading,
  Html,
  List,
  ListItem,
  Paragraph,
  RootContent,
  Table,
  TableRow,
} from "mdast";
import { type Inline, phrasing } from "./inline.ts";

export function heading(depth: 1 | 2 | 3, ...words: Inline[]): Heading {
  return { type: "heading", depth, children: phrasing(words) };
}

export function paragraph(...parts: Inline[]): Paragraph {
  return { type: "paragraph", children: phrasing(parts) };
}

export function bullets(items: readonly (readonly Inline[])[]): List {
  return listOf(items.map((parts) => listItem([paragraph(...parts)])));
}

export function listOf(children: ListItem[]): List {
  return { type: "list", ordered: false, spread: children.some(({ spread }) => spread), children };
}

export function listItem(content: readonly RootContent[]): ListItem {
  // `RootContent` has more kinds of nodes; none of the functions here makes them.
  // Blank lines between several blocks: without them HTML would take in what follows it.
  const spread = content.length > 1;
  return { type: "listItem", spread, children: [...(content as BlockContent[])] };
}

/** Lines of code; the language is not from a document. */
export function codeBlock(language: string, lines: readonly string[]): Code {
  const value = lines.map((line) => visibleText(line).replaceAll("##[", "## [")).join("\n");
  return { type: "code", lang: language, value };
}

export function table(
  head: readonly string[],
  rows: readonly (readonly (string | readonly Inline[])[])[],
): Table {
  const row = (cells: readonly (string | readonly Inline[])[]): TableRow => ({
    type: "tableRow",
    children: cells.map((cell) => ({
      type: "tableCell",
      children: phrasing(typeof cell === "string" ? [cell] : cell),
    })),
  });
  return { type: "table", children: [row(head), ...rows.map(row)] };
}

/** Folded on GitHub; the title is not from a document. */
export function details(title: string, content: readonly RootContent[]): RootContent[] {
  if (!/^[\w ()]*$/.test(title))
    throw new Error(
      `The title of a folded part must have only letters, digits and brackets; got "${title}".`,
    );
  return [html(`<details><summary>${title}</summary>`), ...content, html("</details>")];
}

function html(value: string): Html {
  return { type: "html", value };
}
