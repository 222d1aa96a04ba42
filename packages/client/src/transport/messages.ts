import { makeResponse } from "./to-response.ts";

/** A request in a form that can be sent more than once. */
export interface Sendable {
  readonly url: string;
  readonly method: string;
  /** With names in lower case, and without the API key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyInit | undefined;
  readonly signals: readonly AbortSignal[];
}

/** Takes apart a real `Request`, as middleware sees and returns it. Its body is read once, here. */
export async function toSendable(request: Request): Promise<Sendable> {
  const { url, method, headers, signal } = request;
  const body = request.body ? await request.arrayBuffer() : undefined;
  return { url, method, headers: Object.fromEntries(headers), body, signals: [signal] };
}

/**
 * Makes `text()`, `json()` and `arrayBuffer()` of a response work although its body has been read,
 * and more than once. By assignment, since defining properties costs two microseconds more.
 */
export function withBody(response: Response, bytes: Uint8Array | undefined): Response {
  // Made at a call, since a test's globals may lack it when this module is loaded: Jest's jsdom does.
  response.text = async () => new TextDecoder().decode(bytes);
  response.json = async () => JSON.parse(await response.text());
  // A copy: the bytes may be a part of a larger buffer, and `slice()` of a `Buffer` makes none.
  response.arrayBuffer = async () => new Uint8Array(bytes ?? []).buffer;
  return response;
}

/** A response whose body can be read in every way, as middleware expects it. */
export async function rebuild(response: Response): Promise<Response> {
  const { status, statusText, url, redirected } = response;
  // No constructor takes such a status.
  if (status > 599) return response;
  const body = await response.arrayBuffer();
  const headers = new Headers(response.headers);
  const built = makeResponse(body, { status, statusText, headers }, { url, redirected });
  // A middleware that reads the body, and not a clone, must not lose it: it may hold a token.
  return withBody(built, new Uint8Array(body));
}
