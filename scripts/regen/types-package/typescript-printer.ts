/**
 * The one way on which text of the vendor's gets into a TypeScript file that we print ourselves.
 * `packages/verdict` has the same for what openapi-typescript prints.
 */

/** A JSON value as an expression or literal type; a string also as a key. */
export function literal(value: unknown): string {
  return JSON.stringify(value);
}

/** A doc comment of one line. Nothing in the text ends it, or has an effect on the compiler. */
export function docComment(text: string): string {
  return `/** ${commentText(text).replace(/\s+/g, " ").trim()} */`;
}

/** Text without ends of comments and without tags: `@internal` and `@ts-ignore` do something. */
export function commentText(text: string): string {
  return text.replaceAll("*/", "*\\/").replaceAll(/(?<![\p{L}\p{N}\\])@/gu, "\\@");
}
