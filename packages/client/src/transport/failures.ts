import {
  type ConnectionFailure,
  KapsoAbortedError,
  KapsoConnectionError,
  KapsoRedirectError,
  KapsoUnreadableAnswerError,
} from "../errors/error-classes.ts";
import type { ErrorDetails } from "../errors/kapso-error.ts";
import { type Call, nameOf } from "./call.ts";

const PROBLEM: Record<ConnectionFailure, string> = {
  dns: "the host's name could not be resolved",
  refused: "the connection was refused",
  unreachable: "the host could not be reached",
  tls: "no secure connection came about",
  reset: "the connection broke off",
  timeout: "no whole answer came in time",
  unknown: "fetch failed",
};

/** The sentence that a failed call ends with when it may have taken effect. */
export function warning(call: Call): string {
  return call.mayHaveHappened
    ? " It may have happened all the same: look before you repeat it."
    : "";
}

export function connectionError(
  call: Call,
  kind: ConnectionFailure,
  limit: string | undefined,
  details: ErrorDetails,
  cause: unknown,
): KapsoConnectionError {
  const problem = `${PROBLEM[kind]}${limit ? ` (${limit})` : ""}`;
  return new KapsoConnectionError(
    kind,
    `${nameOf(call)}: ${problem}.${warning(call)}`,
    details,
    cause,
  );
}

export function abortedError(
  call: Call,
  details: ErrorDetails,
  reason: unknown,
): KapsoAbortedError {
  return new KapsoAbortedError(
    `${nameOf(call)}: aborted by the caller's signal.${warning(call)}`,
    details,
    reason,
  );
}

export function tooLargeError(call: Call, details: ErrorDetails): KapsoUnreadableAnswerError {
  return new KapsoUnreadableAnswerError(
    `${nameOf(call)}: the answer's body is larger than maxBodyBytes, ${call.settings.maxBodyBytes} bytes.${warning(call)}`,
    details,
  );
}

export function redirectError(
  call: Call,
  response: Response,
  details: ErrorDetails,
): KapsoRedirectError {
  const { redirected, status, url } = response;
  const target = originOf(redirected ? url : response.headers.get("location"), url);
  const what = redirected
    ? 'the given fetch followed a redirect, and took the API key along: let it heed redirect: "manual", and change the key if you do not know that origin'
    : "the answer was a redirect, which was not followed, since the API key would have gone along; the API has none, so check baseUrl";
  return new KapsoRedirectError(
    `${nameOf(call)}: ${what} (${status}${target ? `, to ${target}` : ""}).`,
    details,
    target,
  );
}

function originOf(location: string | null, base: string): string | undefined {
  try {
    return location === null ? undefined : new URL(location, base || undefined).origin;
  } catch {
    return undefined;
  }
}
