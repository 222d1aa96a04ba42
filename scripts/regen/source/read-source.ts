import { readFile, stat } from "node:fs/promises";
import { fenceOf, looksLikePage } from "@shared/openapi-model/reference-page.ts";
import { fetchSource, type Validators } from "./fetch-source.ts";
import { maxSourceBytes, SourceError, tooLarge } from "./source-error.ts";

/** An unchecked document. */
export interface Incoming {
  /** The URL or path for the record. */
  source: string;
  bytes: Buffer;
  /** A slice is the part that a reference page shows: one operation and its schemas. */
  kind: "whole" | "slice";
  validators: Validators;
}

/**
 * Reads a document from an https URL, a file, or a reference page in Markdown. `undefined` when
 * the server responds that nothing changed since `known`.
 */
export async function readSource(
  source: string,
  known: Validators = {},
): Promise<Incoming | undefined> {
  if (/^https?:\/\//i.test(source)) {
    const fetched = await fetchSource(new URL(source), { known, maxBytes: maxSourceBytes });
    return fetched && incoming(source, fetched.bytes, fetched.validators);
  }
  const entry = await stat(source).catch((error: NodeJS.ErrnoException) => {
    throw new SourceError(
      `${source} cannot be read (${error.code}). Expected an https URL, a file, or nothing (the published document).`,
    );
  });
  if (entry.isDirectory()) {
    throw new SourceError(`${source} is a directory; expected an https URL or a file.`);
  }
  if (entry.size > maxSourceBytes) throw tooLarge(source, entry.size);
  return incoming(source, await readFile(source), {});
}

function incoming(source: string, bytes: Buffer, validators: Validators): Incoming {
  const text = decode(source, bytes);
  if (!looksLikePage(source, text)) return { source, bytes, kind: "whole", validators };
  const slice = fenceOf(text);
  if (slice === undefined) {
    throw new SourceError(
      `${source} is a Markdown page without an OpenAPI document in a \`\`\`yaml fence.`,
    );
  }
  return { source, bytes: Buffer.from(slice), kind: "slice", validators };
}

function decode(source: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SourceError(`${source} is not text in UTF-8.`);
  }
}
