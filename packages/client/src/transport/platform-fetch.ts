import type { Fetch } from "../options.ts";

interface DenoRuntime {
  createHttpClient?: (options: { poolMaxIdlePerHost: number }) => object;
}

/**
 * The platform's `fetch`, looked up at each call. Deno's retries every request whose kept-alive
 * connection breaks before the response, so a POST or a PATCH gets a new connection there.
 *
 * @see https://docs.deno.com/api/deno/~/Deno.createHttpClient
 */
export function platformFetch(): Fetch {
  const { Deno } = globalThis as { Deno?: DenoRuntime };
  const client = Deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
  return (url, init) => {
    const { fetch } = globalThis;
    if (!fetch) throw new ReferenceError("there is none in this runtime");
    const fresh = client && /^(POST|PATCH)$/.test(init.method);
    return fetch(url, fresh ? ({ ...init, client } as RequestInit) : init) as Promise<Response>;
  };
}
