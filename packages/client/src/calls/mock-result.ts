import type { Verb, Verbs } from "./call-types.ts";

type TableOf<V> = V extends Verb<infer Table> ? Table : never;
type Paths<M extends keyof Verbs> = keyof TableOf<Verbs[M]> & string;
type ResultOf<M extends keyof Verbs, P extends Paths<M>> = TableOf<Verbs[M]>[P] extends {
  result: infer R;
}
  ? R
  : never;
type StatusAndBody<R> = R extends { ok: true; status: infer Status; data: infer Data }
  ? undefined extends Data
    ? [status: Status, data?: Data]
    : [status: Status, data: Data]
  : R extends { ok: false; status: infer Status; error: infer Body }
    ? [status: Status, error: Body]
    : never;

/**
 * The result of a call, for a test that replaces a verb: a test's mock functions have the type
 * `any`, and do not notice a status or a body that the operation does not have.
 *
 * @param method - the verb that is replaced
 * @param path - the operation's path, as the OpenAPI document writes it
 * @param statusAndBody - a status, and the body that the operation has with that status
 * @example
 * ```ts
 * import { type KapsoClient, mockResult, unwrap } from "@shared/kapso-client";
 *
 * const GET = async () =>
 *   mockResult("GET", "/inbox_embeds", 200, {
 *     data: [],
 *     meta: { page: 1, per_page: 20, total_pages: 0, total_count: 0 },
 *   });
 * const kapso = { GET } as unknown as Pick<KapsoClient, "GET">;
 * const { meta } = await unwrap(kapso.GET("/inbox_embeds"));
 * console.log(meta.total_count); // 0
 * ```
 */
export function mockResult<M extends keyof Verbs, P extends Paths<M>>(
  method: M,
  path: P,
  ...statusAndBody: StatusAndBody<ResultOf<M, P>>
): ResultOf<M, P>;
export function mockResult(_method: string, _path: string, status: number, body?: object): object {
  // Without it the result would be an error's, whose status is undefined.
  if (typeof status !== "number") {
    throw new TypeError("mockResult takes a method, a path, and a status as a number.");
  }
  const ok = status >= 200 && status < 300;
  const headers = { "content-type": "application/json" };
  // Jest has none under jsdom.
  const response =
    globalThis.Response && new Response(body ? JSON.stringify(body) : null, { status, headers });
  return ok
    ? { ok, status, data: body, response }
    : { ok, status, error: body ?? { error: "" }, response };
}
