import { KapsoInputError } from "../errors/refusals.ts";

/** Writes a body as JSON; what JSON cannot hold (a circle, a BigInt) is refused. */
export function writeBody(body: unknown): unknown {
  if (body instanceof FormData) return body;
  try {
    return JSON.stringify(body);
  } catch {
    throw new KapsoInputError(
      "body",
      "The body cannot be written as JSON: it refers to itself, or holds a BigInt. Expected plain data.",
    );
  }
}
