/** A request in a form that can be sent more than once. */
export interface Sendable {
  url: string;
  method: string;
  headers: Headers;
  body: BodyInit | undefined;
  signals: readonly AbortSignal[];
}

/** Takes apart a real `Request`, as middleware sees and returns it. Its body is read once, here. */
export async function toSendable(request: Request): Promise<Sendable> {
  const { url, method, headers, signal } = request;
  const body = request.body ? await request.arrayBuffer() : undefined;
  return { url, method, headers: new Headers(headers), body, signals: [signal] };
}
