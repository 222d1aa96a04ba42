import type { ConnectionFailure } from "../errors/no-answer-errors.ts";
import type { Fetch } from "../options.ts";
import { BodyTooLarge, readBody } from "./answer.ts";
import type { Watch } from "./deadline.ts";
import { failureKind } from "./failure-kind.ts";
import type { Sendable } from "./sendable.ts";

/** What an attempt came to: an answer with its whole body, or why there is none. */
export type Outcome =
  | { response: Response; text: string; failure?: undefined }
  | { failure: ConnectionFailure | BodyTooLarge; error: unknown; response?: Response };

/** Sends a request once and reads what is answered. Never rejects. */
export async function attemptOnce(
  fetch: Fetch,
  { url, method, headers, body }: Sendable,
  watch: Watch,
  maxBodyBytes: number,
): Promise<Outcome> {
  let response: Response | undefined;
  try {
    const init: RequestInit = { method, headers, redirect: "manual", signal: watch.signal };
    if (body !== undefined) init.body = body;
    response = await watch.race(fetch(url, init));
    if (isRedirect(response)) {
      response.body?.cancel().catch(() => {});
      return { response, text: "" };
    }
    return { response, text: await readBody(response, maxBodyBytes, watch) };
  } catch (error) {
    // The status of an error answer says enough without its body.
    if (response && !response.ok && watch.ended !== "aborted") return { response, text: "" };
    const failure =
      error instanceof BodyTooLarge ? error : watch.ended ? "timeout" : failureKind(error);
    return { failure, error, ...(response && { response }) };
  }
}

/** 3xx; or what a browser shows of one; or a `fetch` that has followed one already. */
export function isRedirect({ status, type, redirected }: Response): boolean {
  return (status >= 300 && status < 400) || type === "opaqueredirect" || redirected;
}
