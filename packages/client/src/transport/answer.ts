/** An answer's body is larger than the caller allows. */
export class BodyTooLarge {
  readonly size: string;
  constructor(size: string) {
    this.size = size;
  }
}

/**
 * Reads a body as text, up to a limit. The declared length is looked at first; what arrives is
 * counted after decompression. `began` is told how to break off.
 */
export async function readBody(
  { body, headers }: Response,
  limit: number,
  began: (breakOff: () => void) => void,
): Promise<string> {
  if (!body) return "";
  const reader = body.getReader();
  // Cancelling one that has failed already rejects.
  const breakOff = (): void => void reader.cancel().catch(() => {});
  began(breakOff);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const declared = headers.get("content-length");
    if (declared !== null && Number(declared) > limit) {
      throw new BodyTooLarge(`${declared} bytes, says its Content-Length`);
    }
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return decode(chunks, size);
      size += value.byteLength;
      if (size > limit) throw new BodyTooLarge("it was cut off there");
      chunks.push(value);
    }
  } catch (error) {
    // An abandoned body keeps its connection busy.
    breakOff();
    throw error;
  }
}

const utf8: TextDecoder = new TextDecoder();

function decode(chunks: Uint8Array[], size: number): string {
  if (chunks.length === 1) return utf8.decode(chunks[0]);
  const all = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return utf8.decode(all);
}

/**
 * Makes a response whose body has been read answer `text()` and `json()` all the same, as often as
 * asked. By assignment, since defining properties costs two microseconds more.
 */
export function withText(response: Response, text: string): Response {
  return Object.assign(response, {
    text: async () => text,
    json: async () => JSON.parse(text),
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
