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
  const declared = Number(headers.get("content-length") ?? Number.NaN);
  try {
    if (declared > limit) throw new BodyTooLarge(`${declared} bytes, says its Content-Length`);
    // HTTP holds a peer to the length that it declared, but not to what that decompresses to.
    if (declared <= limit && !headers.has("content-encoding"))
      return await watch.race(response.text());
    return await readCounted(body, limit, watch);
  } catch (error) {
    // An abandoned body keeps its connection busy. Cancelling one that has failed already rejects.
    if (!body.locked) body.cancel().catch(() => {});
    throw error;
  }
}

async function readCounted(
  body: ReadableStream<Uint8Array>,
  limit: number,
  watch: Watch,
): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await watch.race(reader.read());
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > limit) throw new BodyTooLarge("more once it is decompressed");
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
