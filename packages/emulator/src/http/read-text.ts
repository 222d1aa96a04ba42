const maxBytes = 8 * 1024 * 1024;

/** A request's body as text, or why it could not be had. */
export type ReadText =
  | { ok: true; text: string }
  | { ok: false; status: 400 | 413; message: string };

/** Reads a body whole, up to 8 MiB. */
export async function readText(request: Request): Promise<ReadText> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return tooLarge;
  try {
    // With a length announced, Node itself sees to it that no more than that comes.
    if (request.headers.has("content-length")) return { ok: true, text: await request.text() };
    const decoder = new TextDecoder();
    let text = "";
    let size = 0;
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) return tooLarge;
      text += decoder.decode(chunk, { stream: true });
    }
    return { ok: true, text: text + decoder.decode() };
  } catch {
    return { ok: false, status: 400, message: "The body ended before it was complete." };
  }
}

const tooLarge = {
  ok: false,
  status: 413,
  message: `The body is larger than ${maxBytes} bytes; send less.`,
} as const;
