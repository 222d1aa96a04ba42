import { describeValue } from "../errors/describe-value.ts";

/** Whether a response can be read as the platform's own: it has headers, and a stream not yet read. */
export function isReadable(given: Response | undefined): boolean {
  const body = given?.body;
  return (
    // What `Response.error()` makes.
    given?.type !== "error" &&
    typeof given?.headers?.get === "function" &&
    (body === null || (typeof body?.getReader === "function" && !body.locked && !given.bodyUsed))
  );
}

/**
 * Makes a `Response` of what other implementations of `fetch` return: node-fetch, stubs like
 * `{ ok, status, json() }`, and a response that the transport has read before.
 *
 * @throws TypeError with what is missing
 */
export async function toResponse(given: Response): Promise<Response> {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`it returned ${describeValue(given)}; expected a Response`);
  }
  const { status, redirected = false, url = "", headers } = given;
  if (!(status >= 200 && status < 600)) {
    throw new TypeError(`its response has no status from 200 to 599 (${describeValue(status)})`);
  }
  // `text` is the response's own where the transport has read it before.
  if (given.bodyUsed && !Object.hasOwn(given, "text")) {
    throw new TypeError("its response has been read already");
  }
  const body =
    (await given.arrayBuffer?.()) ??
    (await given.text?.()) ??
    JSON.stringify(await (given.json as typeof given.json | undefined)?.());
  if (body === undefined && status < 300 && status !== 204) {
    throw new TypeError("its response has neither text() nor json() nor arrayBuffer()");
  }
  return makeResponse(
    body ?? "",
    { status, headers: new Headers(headers ?? {}) },
    { url, redirected },
  );
}

/** A response with properties that its constructor does not take. */
export function makeResponse(
  body: string | ArrayBuffer,
  init: { status: number; statusText?: string; headers: Headers },
  properties: { url: string; redirected: boolean },
): Response {
  // They describe the bytes that came, not the text that they were decoded to.
  init.headers.delete("content-encoding");
  init.headers.delete("content-length");
  const response = new Response([204, 205, 304].includes(init.status) ? null : body, init);
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(response, name, { value });
  }
  return response;
}
