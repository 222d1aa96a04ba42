import { setTimeout as sleep } from "node:timers/promises";
import { requestWhole } from "./request.ts";
import { SourceError } from "./source-error.ts";

/** The validators with which a server may respond with 304 (RFC 9110, section 8.8). */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

export interface FetchOptions {
  known: Validators;
  maxBytes: number;
  /** The time limit of one attempt, reading included, in ms. */
  timeout?: number;
  attempts?: number;
  /** Waits between attempts, in ms; replaced in tests. */
  wait?: (ms: number) => Promise<void>;
}

export interface Fetched {
  bytes: Buffer;
  validators: Validators;
}

const maxRedirects = 5;

/**
 * GETs a document over https (plain http only to loopback). Redirects are followed only within
 * the host. `undefined` means 304: what `known` describes is still current.
 */
export async function fetchSource(
  url: URL,
  { known, maxBytes, timeout = 20_000, attempts = 4, wait = (ms) => sleep(ms) }: FetchOptions,
): Promise<Fetched | undefined> {
  requireSafe(url);
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(url, { known, maxBytes, signal: AbortSignal.timeout(timeout) });
    } catch (error) {
      if (error instanceof SourceError || attempt >= attempts) {
        throw error instanceof SourceError ? error : unreachable(url, attempt, error);
      }
      await wait(500 * 2 ** (attempt - 1));
    }
  }
}

async function fetchOnce(
  start: URL,
  { known, maxBytes, signal }: { known: Validators; maxBytes: number; signal: AbortSignal },
): Promise<Fetched | undefined> {
  const headers: Record<string, string> = {
    Accept: "application/yaml, text/yaml, text/markdown, */*;q=0.5",
  };
  if (known.etag !== undefined) headers["If-None-Match"] = known.etag;
  if (known.lastModified !== undefined) headers["If-Modified-Since"] = known.lastModified;
  const conditional = known.etag !== undefined || known.lastModified !== undefined;

  let url = start;
  for (let redirects = 0; ; redirects++) {
    const response = await requestWhole(url, { headers, maxBytes, signal });
    const { status } = response;
    if (status === 304 && conditional) return undefined;
    if ([301, 302, 303, 307, 308].includes(status)) {
      url = redirectTarget(url, response.headers["location"], redirects);
      continue;
    }
    // A retry may succeed where a server is busy or broken; a 404 will not.
    if (status === 429 || status >= 500) throw new Error(`it responded with status ${status}`);
    // Also 206, 204 and a 304 without a condition: none of them is the whole document.
    if (status !== 200) {
      throw new SourceError(`${url} responded with status ${status} instead of a whole document.`);
    }
    const { etag, "last-modified": lastModified } = response.headers;
    return {
      bytes: response.bytes,
      validators: { ...(etag && { etag }), ...(lastModified && { lastModified }) },
    };
  }
}

/** The address to follow to; throws for another host, plain http and a redirect too many. */
export function redirectTarget(from: URL, location: string | undefined, redirects: number): URL {
  if (redirects >= maxRedirects) {
    throw new SourceError(`${from} redirects more than ${maxRedirects} times.`);
  }
  if (location === undefined) throw new SourceError(`${from} redirects without a Location header.`);
  const to = new URL(location, from);
  if (to.host !== from.host) {
    throw new SourceError(
      `${from} redirects to another host (${to.host}). If the vendor has moved, pass the new address.`,
    );
  }
  requireSafe(to);
  return to;
}

function requireSafe(url: URL): void {
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !loopback) {
    throw new SourceError(
      `${url} must begin with https: a response over plain http can be forged.`,
    );
  }
}

function unreachable(url: URL, attempts: number, error: unknown): SourceError {
  const { cause, message } = error as Error & { cause?: { message?: string } };
  return new SourceError(
    `${url} could not be read after ${attempts} attempt(s): ${cause?.message ?? message}.`,
  );
}
