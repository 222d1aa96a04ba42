import type { KapsoHooks } from "./hooks.ts";

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
      void all[level]?.(message, details);
  return { debug: swap("debug"), info: swap(info), warn: swap("warn"), error: swap("error") };
}

/**
 * Writes a call's events to a logger: requests and responses as `debug`, 4xx as `info`, 5xx and
 * retries as `warn`, a call that throws as `error`. Queries, bodies and secrets are in none.
 */
export function loggingHooks(logger: Logger, from: LogLevel): KapsoHooks {
  const log = (level: Exclude<LogLevel, "silent">, details: object, message: string): void => {
    if (levels.indexOf(level) >= levels.indexOf(from)) logger[level](details, message);
  };
  return {
    onRequest: ({ method, path, operation, attempt }) =>
      log("debug", { method, path, operation, attempt }, `Kapso: ${method} ${path}`),
    onResponse: ({ call, ...event }) =>
      log(
        event.status >= 500 ? "warn" : event.status >= 400 ? "info" : "debug",
        event,
        `Kapso: ${event.method} ${event.path} answered ${event.status} after ${Math.round(event.duration)} ms`,
      ),
    onRetry: ({ call, ...event }) =>
      log(
        "warn",
        event,
        `Kapso: ${event.method} ${event.path} will be retried after ${Math.round(event.wait)} ms (${event.reason})`,
      ),
    onRetrySkipped: ({ call, ...event }) =>
      log(
        "warn",
        event,
        `Kapso: ${event.method} ${event.path} is not retried (${event.reason}): too many calls failed lately (retryBudget)`,
      ),
    onError: ({ call, ...event }) =>
      log(
        "error",
        event,
        `Kapso: ${event.error instanceof Error ? event.error.message : `${event.method} ${event.path} failed`}`,
      ),
  };
}
