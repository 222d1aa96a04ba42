import type { Attempt, ErrorDetails } from "../errors/kapso-error.ts";
import { worthwhileHeaders } from "../errors/redact.ts";
import type { CallEvent } from "../observe/hooks.ts";
import { parseRetryAfter } from "./retry-after.ts";
import type { Settings } from "./settings.ts";

/** An {@link Attempt} with the time that it began in milliseconds, which is cheaper to note. */
export type AttemptNotes = Omit<Attempt, "at" | "status"> & {
  at: number;
  status: number | undefined;
};

/** One call of a verb, from its first attempt to its end. */
export interface Call {
  readonly method: string;
  /** As the description writes it. */
  readonly path: string;
  settings: Settings;
  /** When the call is over, on the clock of `performance.now()`. */
  deadline: number;
  readonly attempts: AttemptNotes[];
  /** The description's `operationId`, where the client knows it. */
  readonly operation: string | undefined;
  /** What stands for the call in its events. */
  identity?: object;
  mayHaveHappened: boolean;
  /** The last answer, and its body. */
  answer?: { response: Response; text: string };
}

/** A call as sentences name it. */
export function nameOf(call: { method: string; path: string }): string {
  return `${call.method} ${call.path}`;
}

/** What every event says of its call. */
export function eventOf(call: Call): CallEvent {
  const { method, path, operation } = call;
  call.identity ??= {};
  return { call: call.identity, method, path, operation };
}

/** What an error says of its call. */
export function describeCall(
  call: Call,
  secrets: readonly string[],
  response?: Response,
): ErrorDetails {
  const { method, path, operation, attempts, mayHaveHappened } = call;
  return {
    method,
    path,
    operation,
    ...(response && {
      status: response.status,
      headers: worthwhileHeaders(response.headers, secrets),
      retryAfter: parseRetryAfter(response.headers.get("retry-after")),
    }),
    attempts: attempts.map(({ status, ...attempt }) => ({
      ...attempt,
      ...(status !== undefined && { status }),
      at: new Date(attempt.at).toISOString(),
    })),
    mayHaveHappened,
  };
}
