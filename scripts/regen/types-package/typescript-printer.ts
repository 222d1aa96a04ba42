import { commentText } from "@shared/openapi-verdict";

/** A JSON value as an expression or literal type; a string also as a key. */
export function literal(value: unknown): string {
  return JSON.stringify(value);
}

/** A doc comment of one line. Nothing in the text ends it, or has an effect on the compiler. */
export function docComment(text: string): string {
  return `/** ${commentText(text).replace(/\s+/g, " ").trim()} */`;
}
