import type { SentBody } from "../api/request-body.ts";

const maxBytes = 8 * 1024 * 1024;

/** Reads a body whole, up to 8 MiB. */
export async function readText(request: Request): Promise<SentBody> {
  const { headers } = request;
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity" && encoding !== "") {
    return {
      ok: false,
      status: 415,
      message: `The Content-Encoding ${JSON.stringify(encoding)} is not supported; send the body without compression.`,
    };
  }
  if (Number(headers.get("content-length") ?? 0) > maxBytes) return tooLarge;
  let bytes: Uint8Array;
  try {
    // With an announced length, Node reads no more than that.
    if (headers.has("content-length")) {
      bytes = new Uint8Array(await request.arrayBuffer());
    } else {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of request.body ?? []) {
        size += chunk.length;
        if (size > maxBytes) return tooLarge;
        chunks.push(chunk);
      }
      if (size === 0) return { ok: true, text: "" };
      bytes = Buffer.concat(chunks);
    }
  } catch {
    return { ok: false, status: 400, message: "The body ended before it was complete." };
  }
  // JSON is UTF-8 (RFC 8259, section 8.1); other media types may hold any bytes.
  const type = headers.get("content-type") ?? "";
  const fatal = type === "" || /[/+]json\b/i.test(type);
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal }).decode(bytes) };
  } catch {
    return { ok: false, status: 400, message: "The body is not valid UTF-8; encode it as UTF-8." };
  }
}

const tooLarge = {
  ok: false,
  status: 413,
  message: `The body is larger than ${maxBytes} bytes; send less.`,
} as const;
