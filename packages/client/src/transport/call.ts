import type { Attempt, ErrorDetails } from "../errors/kapso-error.ts";
import { scrub, worthwhileHeaders } from "../errors/redact.ts";
import { rejectKind } from "../errors/reject.ts";
import type { CallEvent } from "../observe/hooks.ts";
import { type CallOptions, checkOptions, readNumber } from "../options.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** {@link CallOptions} with every default filled in, and `false` turned into what it means. */
export interface Settings {
  readonly timeout: number;
  readonly totalTimeout: number;
  readonly maxRetries: number;
  readonly backoff: { base: number; cap: number };
  /** Whether the client's retry budget counts for this call. */
  readonly budgeted: boolean;
  readonly maxBodyBytes: number;
  readonly safeToRetry: boolean;
  readonly signals: readonly AbortSignal[];
  readonly onResponse: CallOptions["onResponse"];
}

/** An {@link Attempt} whose start is on the clock of `performance.now()`: cheaper to note than a text. */
export type AttemptNotes = Omit<Attempt, "at" | "status"> & {
  at: number;
  status: number | undefined;
};

/** One call of a verb, from its first attempt to its end. */
export interface Call {
  readonly event: CallEvent;
  readonly settings: Settings;
  /** When the call is over, on the clock of `performance.now()`. */
  readonly deadline: number;
  // What follows is the call's progress: the transport writes it, and nothing else does.
  readonly attempts: AttemptNotes[];
  mayHaveHappened: boolean;
  /** Where the request goes. */
  url: string | undefined;
  /** Whether the client's retry budget stopped a retry. */
  outOfBudget: boolean;
  /** The key that the API refused with a 401. */
  refusedKey: string | undefined;
}

/** Checks the options; the call's own win over the client's, and these over the defaults. */
export function mergeSettings(
  client: Omit<CallOptions, "retryBudget">,
  call: CallOptions,
): Settings {
  const number = (
    name: "timeout" | "totalTimeout" | "maxRetries" | "maxBodyBytes",
    fallback: number,
    off = Number.POSITIVE_INFINITY,
  ): number => {
    const value = call[name] ?? client[name];
    return value === false ? off : readNumber(name, value, fallback);
  };
  const { base, cap } = readBackoff(call.backoff ?? client.backoff ?? {});
  return {
    timeout: number("timeout", 30_000),
    totalTimeout: number("totalTimeout", 60_000),
    maxRetries: number("maxRetries", 2, 0),
    maxBodyBytes: number("maxBodyBytes", 2 ** 25),
    backoff: {
      base: readNumber("backoff.base", base, 500),
      cap: readNumber("backoff.cap", cap, 8_000),
    },
    budgeted: call.retryBudget !== false,
    safeToRetry: call.safeToRetry === true,
    signals: [client.signal, call.signal].filter(isSignal),
    onResponse: call.onResponse ?? client.onResponse,
  };
}

function readBackoff(given: unknown): { base?: unknown; cap?: unknown } {
  if (given === false) return { base: 0, cap: 0 };
  checkOptions(given, { base: "", cap: "" }, "backoff");
  return given as object;
}

function isSignal(given: AbortSignal | undefined): given is AbortSignal {
  if (given === undefined || given === null) return false;
  if (typeof given.addEventListener === "function") return true;
  rejectKind("signal", "an AbortSignal", given);
}

/** A query can name people, so that it is in no event and no error. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*/s, "");
}

/** A call as sentences name it. */
export function nameOf({ event }: Call): string {
  return `${event.method} ${event.path}`;
}

/** What an error says of its call. */
export function describeCall(
  { event, url, attempts, mayHaveHappened, outOfBudget }: Call,
  secrets: readonly string[],
  response?: Response,
): ErrorDetails {
  const { method, path, operation } = event;
  const clock = Date.now() - performance.now();
  return {
    method,
    path,
    operation,
    url: url && scrub(withoutQuery(url), secrets),
    ...(response && {
      status: response.status,
      headers: worthwhileHeaders(response.headers, secrets),
      retryAfter: parseRetryAfter(response.headers.get("retry-after")),
    }),
    attempts: attempts.map(({ status, ...attempt }) => ({
      ...attempt,
      ...(status !== undefined && { status }),
      at: new Date(clock + attempt.at).toISOString(),
    })),
    mayHaveHappened,
    ...(outOfBudget && {
      retryBudgetExhausted: true,
      advice: "It was not retried: too many calls failed lately.",
    }),
  };
}
