import type { Watch } from "./deadline.ts";

/** An answer's body is larger than the caller allows. */
export class BodyTooLarge {
  readonly size: string;
  constructor(size: string) {
    this.size = size;
  }
}

/**
 * Reads a body as text, under the watch and up to a limit. The declared length is looked at
 * first; what arrives is counted after decompression.
 */
export async function readBody(response: Response, limit: number, watch: Watch): Promise<string> {
  const { body, headers } = response;
  if (!body) return "";
  const declared = headers.get("content-length");
  if (declared !== null && Number(declared) > limit) {
    // An abandoned body keeps its connection busy.
    body.cancel().catch(() => {});
    throw new BodyTooLarge(`${declared} bytes, says its Content-Length`);
  }
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await watch.race(reader.read());
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > limit) throw new BodyTooLarge("it was cut off there");
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error;
  }
}

/**
 * Makes a response whose body has been read answer `text()` and `json()` all the same, as often as
 * asked.
 */
export function withText(response: Response, text: string): Response {
  return Object.defineProperties(response, {
    text: { value: async () => text },
    json: { value: async () => JSON.parse(text) },
  });
}

/** A response whose body can be read in every way, as middleware expects it. */
export function rebuild(response: Response, text: string): Response {
  const { status, statusText, url } = response;
  const headers = new Headers(response.headers);
  // They describe the bytes that came, not the text that they were decoded to.
  headers.delete("content-encoding");
  headers.delete("content-length");
  const empty = [204, 205, 304].includes(status);
  const rebuilt = new Response(empty ? null : text, { status, statusText, headers });
  return Object.defineProperty(rebuilt, "url", { value: url });
}
