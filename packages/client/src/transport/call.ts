import type { Attempt, ErrorDetails } from "../errors/kapso-error.ts";
import type { CallEvent } from "../observe/hooks.ts";
import { worthwhileHeaders } from "../redact.ts";
import { parseRetryAfter } from "./retry-after.ts";
import type { Settings } from "./settings.ts";

/** An {@link Attempt} with the time that it began in milliseconds, which is cheaper to note. */
export type AttemptNotes = Omit<Attempt, "at"> & { at: number };

/** One call of a verb, from its first attempt to its end. */
export interface Call {
  readonly method: string;
  /** As the description writes it. */
  readonly path: string;
  readonly settings: Settings;
  /** When the call is over, on the clock of `performance.now()`. */
  readonly deadline: number;
  readonly attempts: AttemptNotes[];
  readonly event: CallEvent;
  /** Takes note of what an answer says of the rate limit. */
  readonly rateLimit: (headers: Headers, status: number | undefined) => void;
  mayHaveHappened: boolean;
  /** The last answer, and its body. */
  answer?: { response: Response; text: string };
}

/** A call as sentences name it. */
export function nameOf(call: { method: string; path: string }): string {
  return `${call.method} ${call.path}`;
}

/** What an error says of its call. */
export function describeCall(
  call: Call,
  secrets: readonly string[],
  response?: Response,
): ErrorDetails {
  const { method, path, event, attempts, mayHaveHappened } = call;
  return {
    method,
    path,
    operation: event.operation,
    ...(response && {
      status: response.status,
      headers: worthwhileHeaders(response.headers, secrets),
      retryAfter: parseRetryAfter(response.headers.get("retry-after")),
    }),
    attempts: attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at).toISOString() })),
    mayHaveHappened,
  };
}
