import { KapsoInputError } from "../errors/refusals.ts";

/** Percent-encodes, and refuses half a surrogate pair, which has no encoding. */
export function encode(text: string, field: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw new KapsoInputError(
      field,
      `${field} holds half of a character (a lone surrogate), probably from cutting a string in the middle of an emoji.`,
    );
  }
}
