import { Agent, type Dispatcher, errors } from "undici";
import type { Fetch, FetchInit, FetchResponse } from "../options.ts";
import { Exchange } from "./exchange.ts";

/** What {@link undiciFetch} takes: undici's own options of an `Agent`, or a dispatcher. */
export interface UndiciFetchOptions extends Omit<Agent.Options, "allowH2" | "interceptors"> {
  /**
   * What sends the requests, for instance a `ProxyAgent`. The other options then have no effect, and
   * `close()` leaves it open.
   * @default an `Agent` with the other options, HTTP/1.1 only
   */
  dispatcher?: Dispatcher | undefined;
}

/** A `fetch` for the client, with its own connections. */
export interface UndiciFetch extends Fetch {
  /** Waits for the requests that are under way, then closes the connections. */
  close(): Promise<void>;
}

/**
 * A `fetch` for `createKapsoClient` that sends through undici's dispatcher, without the platform's
 * `Request`, `Response` and streams, which take most of the time of a call. Node only; needs the
 * package `undici`, version 7 (Node 20.18.1 or later) or 8 (Node 22.19 or later).
 *
 * A request is sent once, whatever happens to its connection. A response has what the client
 * reads: its status, its headers, its body; `clone()` and `blob()` are not there. Redirects are not
 * followed. It does not heed `setGlobalDispatcher`, nor mocks of the global `fetch` (MSW, nock):
 * mock it by undici's `MockAgent` as `dispatcher`.
 *
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { undiciFetch } from "@shared/kapso-client/undici";
 *
 * const fetch = undiciFetch({ connections: 32 });
 * const kapso = createKapsoClient({ fetch });
 * // …
 * await fetch.close();
 * ```
 */
export function undiciFetch({ dispatcher, ...options }: UndiciFetchOptions = {}): UndiciFetch {
  // Over HTTP/2 undici itself retries what a server refused.
  const sender = dispatcher ?? new Agent({ ...options, allowH2: false });

  let closed: Promise<void> | undefined;

  async function fetch(url: string, init: FetchInit): Promise<FetchResponse> {
    const [, origin = "", path = ""] = /^(https?:\/\/[^/?#]+)([^#]*)/i.exec(url) ?? [];
    const { method, signal } = init;
    const { body, headers } = await encode(init);
    signal.throwIfAborted();
    if (closed) throw new errors.ClientClosedError("this undiciFetch has been closed");
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(url, signal, resolve, reject);
      // The client has its time limits.
      const limits = { headersTimeout: 0, bodyTimeout: 0 };
      sender.dispatch({ origin, path: path || "/", method, headers, body, ...limits }, exchange);
    });
  }

  return Object.assign(fetch, {
    close: () => {
      closed ??= dispatcher ? Promise.resolve() : sender.close();
      return closed;
    },
  });
}

interface Encoded {
  headers: Record<string, string>;
  body: string | Uint8Array | null;
}

/** A body of text, as nearly all calls have it, is there at once. */
function encode(init: FetchInit): Encoded | Promise<Encoded> {
  const headers = { "accept-encoding": "br, gzip", ...init.headers };
  const body: unknown = init.body ?? null;
  if (body === null || typeof body === "string" || body instanceof Uint8Array) {
    return { headers, body };
  }
  return encodeOther(headers, body as BodyInit);
}

/** Forms and all else that `fetch` takes: as bytes, with the content type that belongs to them. */
async function encodeOther(headers: Record<string, string>, body: BodyInit): Promise<Encoded> {
  const encoded = new Response(body);
  const type = encoded.headers.get("content-type");
  return {
    headers: { ...(type && { "content-type": type }), ...headers },
    body: new Uint8Array(await encoded.arrayBuffer()),
  };
}
