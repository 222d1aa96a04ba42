import type { BlockContent, PhrasingContent, RootContent } from "mdast";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import { code, join, type Phrase, paragraph, text } from "./nodes.ts";

const parser = remark().use(remarkGfm);

/** Text in which no character means anything to Markdown, so that nothing has to be parsed. */
const PLAIN = /^[\p{L}\p{N} ,;'"()/%?=]*[.]?$/u;

/**
 * The vendor's descriptions are Markdown. Paragraphs, lists, code and emphasis stay; headings become
 * bold lines, since the page has its own; HTML becomes the text it was written as, images their
 * alternative text, and a link that is not https the words it stood on.
 */
export function vendorBlocks(description: string | undefined): BlockContent[] {
  return parse(description).flatMap(cleanBlock);
}

/** The same on one line, for a table's cell. */
export function vendorPhrase(description: string | undefined): Phrase {
  return join(
    parse(description)
      .map(flatten)
      .filter((phrase) => phrase.length > 0),
    " ",
  );
}

function parse(description: string | undefined): RootContent[] {
  const trimmed = description?.trim() ?? "";
  if (trimmed === "") return [];
  if (PLAIN.test(trimmed)) return [paragraph(text(trimmed))];
  return parser.parse(trimmed).children;
}

function cleanBlock(node: RootContent): BlockContent[] {
  switch (node.type) {
    case "paragraph":
      return [paragraph(...node.children.flatMap(cleanPhrase))];
    case "heading":
      return [paragraph({ type: "strong", children: node.children.flatMap(cleanPhrase) })];
    case "blockquote":
      return [{ ...node, children: node.children.flatMap(cleanBlock) }];
    case "list":
      return [
        {
          ...node,
          children: node.children.map((item) => ({
            ...item,
            children: item.children.flatMap(cleanBlock),
          })),
        },
      ];
    case "code":
      return [{ type: "code", value: node.value }];
    case "html":
      return [paragraph(text(node.value))];
    case "table":
      return node.children.map((row) => paragraph(...flattenAll(row.children)));
    default:
      return [];
  }
}

function cleanPhrase(node: PhrasingContent): PhrasingContent[] {
  switch (node.type) {
    case "text":
      return [text(node.value.replace(/\s+/g, " "))];
    case "inlineCode":
      return [code(node.value)];
    case "emphasis":
    case "strong":
    case "delete":
      return [{ type: node.type, children: node.children.flatMap(cleanPhrase) }];
    case "link": {
      const words = node.children.flatMap(cleanPhrase);
      return /^https:\/\//i.test(node.url)
        ? [{ type: "link", url: node.url, children: words }]
        : words;
    }
    case "linkReference":
      return node.children.flatMap(cleanPhrase);
    case "html":
      return [text(node.value.replace(/\s+/g, " "))];
    case "image":
    case "imageReference":
      return node.alt ? [text(node.alt)] : [];
    case "break":
      return [text(" ")];
    default:
      return [];
  }
}

function flatten(node: RootContent): Phrase {
  if (node.type === "code") return [code(node.value.replace(/\s+/g, " "))];
  if (node.type === "html") return [text(node.value.replace(/\s+/g, " "))];
  if (node.type === "paragraph" || node.type === "heading" || node.type === "tableCell") {
    return node.children.flatMap(cleanPhrase);
  }
  if (node.type === "list")
    return join(
      node.children.map((item) => flattenAll(item.children)),
      "; ",
    );
  return "children" in node ? flattenAll(node.children) : [];
}

function flattenAll(nodes: readonly RootContent[]): Phrase {
  return join(nodes.map(flatten), " ");
}
