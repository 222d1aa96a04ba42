import {
  type ConnectionFailure,
  KapsoAbortedError,
  KapsoConfigurationError,
  KapsoConnectionError,
  KapsoRedirectError,
  KapsoUnreadableResponseError,
} from "../errors/error-classes.ts";
import type { KapsoError } from "../errors/kapso-error.ts";
import { parseUrl } from "../errors/parse-url.ts";
import { safeCause, scrub, text } from "../errors/redact.ts";
import { lateKey } from "./api-key.ts";
import type { Outcome } from "./attempt.ts";
import { type Call, describeCall, nameOf } from "./call.ts";
import { codeOf } from "./failure-kind.ts";

const problems: Record<ConnectionFailure, string> = {
  dns: "the host's name could not be resolved",
  refused: "the connection was refused",
  unreachable: "the host could not be reached",
  tls: "no secure connection came about",
  reset: "the connection broke off",
  timeout: "no whole response came in time",
  unknown: "fetch failed",
};

/** The sentence that an error ends with when the call may have taken effect. */
export function warningIf(mayHaveHappened: boolean | undefined): string {
  return mayHaveHappened ? " It may have happened: look before you retry it." : "";
}

/** The error that a call ends with after an attempt. */
export function errorAfter(
  { failure = "unknown", response, error, limit }: Outcome,
  call: Call,
  signals: readonly AbortSignal[],
  secrets: readonly string[],
): KapsoError {
  const details = describeCall(call, secrets, response);
  const { settings, mayHaveHappened } = call;
  const sentence = (problem: string): string =>
    `${nameOf(call)}: ${problem}.${warningIf(mayHaveHappened)}${details.advice ? ` ${details.advice}` : ""}`;
  if (failure === "aborted") {
    const reason: unknown = signals.find((signal) => signal.aborted)?.reason;
    return new KapsoAbortedError(sentence("aborted by the caller's signal"), details, reason);
  }
  if (failure === "no key") {
    return lateKey(limit ? `${settings[limit]} ms (${limit})` : "the time of the call", details);
  }
  if (failure === "too large") {
    const problem = `the body is larger than maxBodyBytes, ${settings.maxBodyBytes} bytes`;
    return new KapsoUnreadableResponseError(sentence(problem), details);
  }
  if (failure === "misuse") {
    const problem = `fetch does not work: ${scrub(rootMessage(error), secrets)}`;
    return new KapsoConfigurationError(sentence(problem), details, safeCause(error, secrets));
  }
  if (response && (failure === "redirect" || failure === "followed")) {
    const { problem, target } = readRedirect(response);
    return new KapsoRedirectError(sentence(problem), details, target);
  }
  const kind = failure in problems ? (failure as ConnectionFailure) : "unknown";
  const said = kind === "unknown" ? scrub(rootMessage(error), secrets).slice(0, 300) : "";
  const problem = said && said !== problems.unknown ? `fetch failed: ${said}` : problems[kind];
  const host = call.url && new URL(call.url).host;
  return new KapsoConnectionError(
    kind,
    sentence(`${problem} (${limit ? `${limit}: ${settings[limit]} ms; ` : ""}${host})`),
    { ...details, code: codeOf(error) },
    error === undefined ? undefined : safeCause(error, secrets),
  );
}

/** What the innermost cause says. */
function rootMessage(error: unknown, depth = 0): string {
  const { cause, message } = (error ?? {}) as { cause?: { message?: string }; message?: string };
  // A cause can be anything: MSW's is a Response.
  return cause?.message && depth < 4 ? rootMessage(cause, depth + 1) : text(message ?? error);
}

function readRedirect(response: Response): { problem: string; target: string | undefined } {
  const { redirected, status, url } = response;
  const target = originOf(redirected ? url : response.headers.get("location"), url);
  const what = redirected
    ? 'the given fetch followed a redirect, and took the API key along: it must heed redirect: "manual"; change the key if that origin is not yours'
    : "the response was a redirect, not followed since the API key would go along; check baseUrl";
  return { problem: `${what} (${status}${target ? `, to ${target}` : ""})`, target };
}

function originOf(location: string | null, base: string): string | undefined {
  return location === null ? undefined : parseUrl(location, base || undefined)?.origin;
}
