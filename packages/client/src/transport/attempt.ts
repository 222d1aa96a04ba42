import type { ConnectionFailure } from "../errors/error-classes.ts";
import type { Fetch } from "../options.ts";
import type { Watch } from "./deadline.ts";
import { failureKind } from "./failure-kind.ts";
import type { Sendable } from "./sendable.ts";

type Failure = ConnectionFailure | "too large";

/** What an attempt came to: an answer with its whole body, or why there is none. */
export type Outcome =
  | { response: Response; text: string; failure?: undefined }
  | { failure: Failure; error: unknown; response?: Response | undefined };

const utf8: TextDecoder = new TextDecoder();

/**
 * Sends a request once and reads what is answered, until the watch ends or the body is larger
 * than `maxBodyBytes`: its declared length is looked at first, and what arrives is counted after
 * decompression. Never rejects.
 */
export function attemptOnce(
  fetch: Fetch,
  { url, method, headers, body }: Sendable,
  watch: Watch,
  maxBodyBytes: number,
): Promise<Outcome> {
  let response: Response | undefined;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  // One function for sending and reading, since each more costs every call a microsecond.
  async function attempt(): Promise<Outcome> {
    try {
      const init: RequestInit = { method, headers, redirect: "manual", signal: watch.signal };
      if (body !== undefined) init.body = body;
      response = await fetch(url, init);
      // A redirect's body says nothing; nobody waits for that of a fetch that ignored its signal.
      if (watch.ended || isRedirect(response)) {
        response.body?.cancel().catch(() => {});
        return { response, text: "" };
      }
      reader = response.body?.getReader();
      const chunks: Uint8Array[] = [];
      let size = 0;
      let tooLarge = Number(response.headers.get("content-length")) > maxBodyBytes;
      while (reader && !tooLarge) {
        const { done, value } = await reader.read();
        if (done) break;
        chunks.push(value);
        size += value.byteLength;
        tooLarge = size > maxBodyBytes;
      }
      if (tooLarge) {
        breakOff();
        return failed("too large");
      }
      return {
        response,
        text: utf8.decode(chunks.length === 1 ? chunks[0] : joined(chunks, size)),
      };
    } catch (error) {
      breakOff();
      return failed(failureKind(error), error);
    }
  }

  /** An abandoned body keeps its connection busy. Cancelling one that has failed already rejects. */
  function breakOff(): void {
    reader?.cancel().catch(() => {});
  }

  function failed(failure: Failure, error?: unknown): Outcome {
    // The status of an error answer says enough without its body.
    return response && !response.ok ? { response, text: "" } : { failure, error, response };
  }

  return watch.during(attempt(), () => {
    breakOff();
    return failed("timeout", watch.ended);
  });
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
}

/** 3xx; or what a browser shows of one; or a `fetch` that has followed one already. */
export function isRedirect({ status, type, redirected }: Response): boolean {
  return (status >= 300 && status < 400) || type === "opaqueredirect" || redirected;
}
