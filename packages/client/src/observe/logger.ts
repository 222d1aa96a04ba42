import type { CallEvent, KapsoHooks } from "./hooks.ts";

/** From the most to nothing. */
export const levels = ["debug", "info", "warn", "error", "silent"] as const;

/** From the most to nothing. */
export type LogLevel = (typeof levels)[number];

type LogMethod = (details: object, message: string) => void;

/** What pino, `console` and most loggers share. */
export interface Logger {
  /** Each request and response. */
  debug: LogMethod;
  /** Responses of 4xx. */
  info: LogMethod;
  /** Responses of 5xx, and retries. */
  warn: LogMethod;
  /** Calls that throw. */
  error: LogMethod;
}

type MessageFirst = (message: string, details: object) => unknown;

/**
 * Makes a {@link Logger} of one that takes the message first: winston, Nest's `Logger`.
 *
 * @example
 * ```ts
 * import { createKapsoClient, messageFirst } from "@shared/kapso-client";
 *
 * declare const winston: Record<"debug" | "info" | "warn" | "error", (message: string, meta: object) => void>;
 * const kapso = createKapsoClient({ logger: messageFirst(winston) });
 * ```
 */
export function messageFirst(
  logger: Record<"debug" | "warn" | "error", MessageFirst> &
    ({ info: MessageFirst } | { log: MessageFirst }),
): Logger {
  const info = "info" in logger ? "info" : "log";
  const all = logger as Record<string, MessageFirst>;
  const swap =
    (level: string): LogMethod =>
    (details, message) =>
      all[level]?.(message, details);
  return { debug: swap("debug"), info: swap(info), warn: swap("warn"), error: swap("error") };
}

/**
 * Writes a call's events to a logger: requests and responses as `debug`, 4xx as `info`, 5xx and
 * retries as `warn`, a call that throws as `error`. Queries, bodies and secrets are in none.
 */
export function loggingHooks(logger: Logger, from: LogLevel): KapsoHooks {
  // The logger's promise is passed on, so that its rejection is handled as that of a hook.
  const log = (level: Exclude<LogLevel, "silent">, details: object, message: string): unknown =>
    levels.indexOf(level) >= levels.indexOf(from) && logger[level](details, message);
  const write = (
    level: Exclude<LogLevel, "silent">,
    { call, ...event }: CallEvent,
    what = "",
  ): unknown => log(level, event, `Kapso: ${event.method} ${event.path}${what}`);
  return {
    onRequest: ({ url, headers, ...event }) => write("debug", event),
    onResponse: (event) =>
      write(
        event.status >= 500 ? "warn" : event.status >= 400 ? "info" : "debug",
        event,
        ` returned ${event.status} after ${Math.round(event.duration)} ms`,
      ),
    onRetry: (event) =>
      write("warn", event, ` will be retried after ${Math.round(event.wait)} ms (${event.reason})`),
    onRetrySkipped: (event) =>
      write("warn", event, ` is not retried (${event.reason}): too many calls failed lately`),
    onError: ({ call, ...event }) =>
      log(
        "error",
        event,
        `Kapso: ${event.error instanceof Error ? event.error.message : `${event.method} ${event.path} failed`}`,
      ),
  };
}
