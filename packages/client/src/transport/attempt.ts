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

/** Sends a request once and reads what is answered, until the watch ends. Never rejects. */
export function attemptOnce(
  fetch: Fetch,
  { url, method, headers, body }: Sendable,
  watch: Watch,
  maxBodyBytes: number,
): Promise<Outcome> {
  let response: Response | undefined;
  let breakOff = (): void => {};

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
      const text = await readBody(response, maxBodyBytes, (how) => {
        breakOff = how;
      });
      return { response, text };
    } catch (error) {
      return failed(error instanceof BodyTooLarge ? error : failureKind(error), error);
    }
  }

  function failed(failure: ConnectionFailure | BodyTooLarge, error: unknown): Outcome {
    // The status of an error answer says enough without its body.
    if (response && !response.ok) return { response, text: "" };
    return { failure, error, ...(response && { response }) };
  }

  return watch.during(attempt(), () => {
    breakOff();
    return failed("timeout", watch.ended);
  });
}

/** 3xx; or what a browser shows of one; or a `fetch` that has followed one already. */
export function isRedirect({ status, type, redirected }: Response): boolean {
  return (status >= 300 && status < 400) || type === "opaqueredirect" || redirected;
}
