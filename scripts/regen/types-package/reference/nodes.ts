import type {
  Heading,
  InlineCode,
  Link,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Table,
  TableCell,
  Text,
} from "mdast";

// The parts of a page, as a syntax tree: whoever writes it as Markdown escapes what needs it.

export type Phrase = PhrasingContent[];

export function text(value: string): Text {
  return { type: "text", value };
}

export function code(value: string): InlineCode {
  return { type: "inlineCode", value };
}

export function link(url: string, ...children: PhrasingContent[]): Link {
  return { type: "link", url, children };
}

export function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: "paragraph", children };
}

export function heading(depth: Heading["depth"], value: string): Heading {
  return { type: "heading", depth, children: [text(value)] };
}

export function list(children: ListItem[]): List {
  return { type: "list", spread: false, children };
}

export function listItem(words: Phrase, ...nested: List[]): ListItem {
  return { type: "listItem", spread: false, children: [paragraph(...words), ...nested] };
}

/** A table; without rows there is none. */
export function table(titles: string[], rows: Phrase[][]): Table[] {
  if (rows.length === 0) return [];
  const cell = (children: Phrase): TableCell => ({ type: "tableCell", children });
  const row = (cells: Phrase[]) => ({ type: "tableRow" as const, children: cells.map(cell) });
  return [
    { type: "table", children: [row(titles.map((title) => [text(title)])), ...rows.map(row)] },
  ];
}

/** Phrases with something between them. */
export function join(phrases: Phrase[], between: string): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [text(between), ...phrase]));
}
