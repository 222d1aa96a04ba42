import { KapsoInputError } from "../errors/refusals.ts";
import type { CallOptions } from "../options.ts";

/** {@link CallOptions} with every default filled in, and `false` turned into what it means. */
export interface Settings {
  timeout: number;
  totalTimeout: number;
  maxRetries: number;
  backoff: { base: number; cap: number };
  maxBodyBytes: number;
  signal: AbortSignal | undefined;
}

/** The call's own options over the client's over the defaults. */
export function settle(client: CallOptions, call: CallOptions): Settings {
  const number = (
    name: "timeout" | "totalTimeout" | "maxRetries" | "maxBodyBytes",
    fallback: number,
    off: number,
  ) => {
    const value = call[name] ?? client[name] ?? fallback;
    if (value === false) return off;
    if (typeof value === "number" && value >= 0) return value;
    throw new KapsoInputError(
      name,
      `${name} must be a number from 0 on, or false; ${typeof value === "number" ? value : typeof value} came.`,
    );
  };
  const backoff = call.backoff ?? client.backoff ?? {};
  const signals = [client.signal, call.signal].filter((signal) => signal !== undefined);
  return {
    timeout: number("timeout", 30_000, Number.POSITIVE_INFINITY),
    totalTimeout: number("totalTimeout", 60_000, Number.POSITIVE_INFINITY),
    maxRetries: number("maxRetries", 2, 0),
    maxBodyBytes: number("maxBodyBytes", 2 ** 25, Number.POSITIVE_INFINITY),
    backoff: backoff ? { base: 500, cap: 8_000, ...backoff } : { base: 0, cap: 0 },
    signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
  };
}
