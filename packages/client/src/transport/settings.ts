import { KapsoInputError } from "../errors/error-classes.ts";
import type { CallOptions } from "../options.ts";

/** {@link CallOptions} with every default filled in, and `false` turned into what it means. */
export interface Settings {
  timeout: number;
  totalTimeout: number;
  maxRetries: number;
  backoff: { base: number; cap: number };
  /** Whether the client's retry budget counts for this call. */
  budgeted: boolean;
  maxBodyBytes: number;
  signals: readonly AbortSignal[];
}

/** The call's own options over the client's over the defaults. */
export function settle(client: Omit<CallOptions, "retryBudget">, call: CallOptions): Settings {
  const number = (
    name: "timeout" | "totalTimeout" | "maxRetries" | "maxBodyBytes",
    fallback: number,
    off = Number.POSITIVE_INFINITY,
  ): number => {
    const value: unknown = call[name] ?? client[name] ?? fallback;
    if (value === false) return off;
    if (typeof value === "number" && value >= 0) return value;
    throw new KapsoInputError(
      name,
      `${name} must be a number from 0 on, or false; ${typeof value === "number" ? value : typeof value} came.`,
    );
  };
  const backoff = call.backoff ?? client.backoff ?? {};
  return {
    timeout: number("timeout", 30_000),
    totalTimeout: number("totalTimeout", 60_000),
    maxRetries: number("maxRetries", 2, 0),
    maxBodyBytes: number("maxBodyBytes", 2 ** 25),
    backoff: backoff ? { base: 500, cap: 8_000, ...backoff } : { base: 0, cap: 0 },
    budgeted: call.retryBudget !== false,
    signals: [client.signal, call.signal].filter((signal) => signal !== undefined),
  };
}
