import { parseDocument } from "yaml";

/** A field that no description has, so that these changes go with any of them. */
const FIELD = ["components", "schemas", "InboxEmbed", "properties", "nickname_of_the_inbox"];

/** The description with one more field in an answer: additive. */
export function withMore(description: string): string {
  const document = parseDocument(description);
  document.setIn(FIELD, document.createNode({ type: ["string", "null"] }));
  return document.toString();
}

/** The description without that field again: a break. */
export function withLess(description: string): string {
  const document = parseDocument(description);
  document.deleteIn(FIELD);
  return document.toString();
}
