import type { ConnectionFailure } from "../errors/no-answer-errors.ts";
import {
  KapsoAbortedError,
  KapsoConnectionError,
  KapsoRedirectError,
  KapsoUnreadableAnswerError,
} from "../errors/no-answer-errors.ts";
import { safeCause } from "../errors/safe-cause.ts";
import type { LightRequest } from "../openapi-fetch.ts";
import type { Fetch } from "../options.ts";
import type { ApiKeys } from "../request/api-key.ts";
import { BodyTooLarge, readBody, withText } from "./answer.ts";
import { type Call, describeCall, nameOf } from "./call.ts";
import { pause, type Watch, watch } from "./deadline.ts";
import { failureKind } from "./failure-kind.ts";
import { parseRetryAfter } from "./retry-after.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { backoffDelay, changesSomething, judge } from "./retry-policy.ts";

export interface TransportParts {
  keys: ApiKeys;
  /** The one origin that the key may go to. */
  origin: string;
  fetch: Fetch | undefined;
  budget: RetryBudget;
}

/** What an attempt came to. */
type Outcome =
  | { response: Response; text: string; failure?: undefined }
  | { failure: ConnectionFailure | BodyTooLarge; error: unknown; response: Response | undefined };

/** Sends one call's request, again and again where the retry table allows it, and reads the answer. */
export type Transport = (request: LightRequest, call: Call) => Promise<Response>;

/** The loop that sits in openapi-fetch's `fetch` slot: beneath its middleware, above the caller's `fetch`. */
export function createTransport({ keys, origin, fetch, budget }: TransportParts): Transport {
  return async function transport(request, call) {
    const { settings, method, attempts } = call;
    const toOurOrigin = request.url.startsWith(`${origin}/`);
    const details = (response?: Response) => describeCall(call, keys.known(), response);
    let refusedKey: string | undefined;

    for (;;) {
      const started = performance.now();
      const left = call.deadline - started;
      const attempt = watch(Math.min(settings.timeout, left), settings.signal);
      let outcome: Outcome;
      let key: string | undefined;
      let sent = false;
      try {
        if (toOurOrigin) {
          key = await attempt.race(keys.get(refusedKey));
          request.headers.set("X-API-Key", key);
        }
        if (attempt.ended) throw attempt.ended;
        sent = true;
        outcome = await send(request, attempt, settings.maxBodyBytes);
      } catch (error) {
        if (!sent && !attempt.ended) throw error;
        outcome = {
          failure: attempt.ended ? "timeout" : failureKind(error),
          error,
          response: undefined,
        };
      } finally {
        attempt.release();
      }

      const duration = performance.now() - started;
      const { response, failure } = outcome;
      const status = response?.status;
      if (sent) {
        attempts.push({
          ...(status !== undefined && { status }),
          outcome: typeof failure === "string" ? failure : failure ? "too large" : "answered",
          duration,
        });
      }

      if (attempt.ended === "aborted") {
        call.mayHaveHappened ||= sent && changesSomething(method);
        throw new KapsoAbortedError(
          `${nameOf(call)}: aborted by the caller's signal.`,
          details(response),
          settings.signal?.reason,
        );
      }
      if (failure instanceof BodyTooLarge) {
        call.mayHaveHappened ||= changesSomething(method);
        throw new KapsoUnreadableAnswerError(
          `${nameOf(call)}: the answer's body is larger than maxBodyBytes (${settings.maxBodyBytes}): ${failure.size}.`,
          details(response),
        );
      }
      if (!failure && isRedirect(outcome.response))
        throw redirectError(call, outcome.response, details);

      if (status === 401 && refusedKey === undefined && key !== undefined) {
        refusedKey = key;
        // A 401 was refused before anything happened. Who cannot say a newer key leaves it at that.
        const newer = await Promise.resolve(keys.get(key)).catch(() => key);
        if (newer !== key) continue;
      }

      const verdict = judge(method, failure ?? status ?? 0);
      call.mayHaveHappened ||= sent && verdict.ambiguous;
      const asked = parseRetryAfter(response?.headers.get("retry-after") ?? null);
      const wait =
        asked === undefined ? backoffDelay(attempts.length, settings.backoff) : asked * 1000;
      const again =
        sent &&
        verdict.repeat &&
        attempts.length <= settings.maxRetries &&
        performance.now() + wait < call.deadline &&
        budget.take();
      if (again) {
        Object.assign(attempts.at(-1) ?? {}, { wait });
        if (await pause(wait, settings.signal)) continue;
        throw new KapsoAbortedError(
          `${nameOf(call)}: aborted by the caller's signal, while waiting to repeat it.`,
          details(response),
          settings.signal?.reason,
        );
      }

      if (!failure) {
        call.answer = outcome;
        return outcome.response;
      }
      const within =
        left < settings.timeout
          ? `totalTimeout, ${settings.totalTimeout}`
          : `timeout, ${settings.timeout}`;
      throw new KapsoConnectionError(
        failure,
        `${nameOf(call)}: ${attempt.ended ? `no whole answer in time (${within} ms)` : PROBLEM[failure]}.${
          call.mayHaveHappened
            ? " It may have happened all the same: look before you repeat it."
            : ""
        }`,
        details(response),
        safeCause(outcome.error, keys.known()),
      );
    }
  };

  async function send(request: LightRequest, attempt: Watch, limit: number): Promise<Outcome> {
    const { url, method, headers, body } = request;
    const init: RequestInit = { method, headers, redirect: "manual", signal: attempt.signal };
    if (body !== undefined) init.body = body;
    const response = await attempt.race((fetch ?? globalThis.fetch)(url, init));
    try {
      const text = await readBody(response, limit, attempt);
      return { response: withText(response, text), text };
    } catch (error) {
      // The status of an error answer says enough without its body.
      if (!response.ok && attempt.ended !== "aborted")
        return { response: withText(response, ""), text: "" };
      const failure =
        error instanceof BodyTooLarge ? error : attempt.ended ? "timeout" : failureKind(error);
      return { failure, error, response };
    }
  }
}

const PROBLEM: Record<ConnectionFailure, string> = {
  dns: "the host's name could not be resolved",
  refused: "the connection was refused",
  unreachable: "the host could not be reached",
  tls: "no secure connection came about",
  reset: "the connection broke off",
  timeout: "no whole answer in time",
  unknown: "fetch failed",
};

/** 3xx; or what a browser shows of one; or a `fetch` that has followed one already. */
function isRedirect({ status, type, redirected }: Response): boolean {
  return (status >= 300 && status < 400) || type === "opaqueredirect" || redirected;
}

function redirectError(
  call: Call,
  response: Response,
  details: (response: Response) => object,
): KapsoRedirectError {
  const location = response.redirected ? response.url : response.headers.get("location");
  let target: string | undefined;
  try {
    target = location === null ? undefined : new URL(location, response.url).origin;
  } catch {
    // A location that is no URL names no origin.
  }
  return new KapsoRedirectError(
    `${nameOf(call)}: the answer was a redirect (${response.status})${target ? ` to ${target}` : ""}, ${
      response.redirected
        ? 'and the given fetch followed it with the API key in its headers: let it heed redirect: "manual", and change the key if you do not know that origin'
        : "which was not followed, since the API key would have gone along. Check baseUrl: the API has no redirects"
    }.`,
    details(response),
    target,
  );
}
