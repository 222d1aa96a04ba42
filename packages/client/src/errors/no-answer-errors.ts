import { type ErrorDetails, isKapsoError, KapsoError } from "./kapso-error.ts";

/** Why no answer came. `unreachable`: no route, or no network at all. */
export type ConnectionFailure =
  | "dns"
  | "refused"
  | "unreachable"
  | "tls"
  | "reset"
  | "timeout"
  | "unknown";

/** No answer came, or it broke off. */
export class KapsoConnectionError extends KapsoError {
  declare readonly family: "connection";
  /** What kept the answer away. */
  declare readonly kind: ConnectionFailure;

  constructor(kind: ConnectionFailure, message: string, details?: ErrorDetails, cause?: unknown) {
    super("KapsoConnectionError", "connection", message, details, { cause });
    Object.assign(this, { kind });
  }
}

/** The caller's `signal` ended the call. */
export class KapsoAbortedError extends KapsoError {
  declare readonly family: "aborted";
  readonly #reason: unknown;

  constructor(message: string, details?: ErrorDetails, reason?: unknown) {
    super("KapsoAbortedError", "aborted", message, details);
    this.#reason = reason;
  }

  /** The signal's own reason. */
  get reason(): unknown {
    return this.#reason;
  }
}

/** The API answered with a redirect. It was not followed, since the key would have gone along. */
export class KapsoRedirectError extends KapsoError {
  declare readonly family: "redirect";
  /** The origin that the redirect names, where the runtime shows it. */
  declare readonly target?: string;

  constructor(message: string, details?: ErrorDetails, target?: string) {
    super("KapsoRedirectError", "redirect", message, details);
    if (target !== undefined) Object.assign(this, { target });
  }
}

/** An answer of 2xx that is not what the description promises: no JSON, cut off, too large, empty. */
export class KapsoUnreadableAnswerError extends KapsoError {
  declare readonly family: "unreadable";

  constructor(message: string, details?: ErrorDetails, body?: unknown) {
    super("KapsoUnreadableAnswerError", "unreadable", message, details, { body });
  }
}

/** Whether no answer came, or it broke off. */
export function isKapsoConnectionError(error: unknown): error is KapsoConnectionError {
  return isKapsoError(error) && error.family === "connection";
}

/** Whether the caller's `signal` ended the call. */
export function isKapsoAbortedError(error: unknown): error is KapsoAbortedError {
  return isKapsoError(error) && error.family === "aborted";
}

/** Whether the API answered with a redirect. */
export function isKapsoRedirectError(error: unknown): error is KapsoRedirectError {
  return isKapsoError(error) && error.family === "redirect";
}

/** Whether an answer of 2xx could not be read. */
export function isKapsoUnreadableAnswerError(error: unknown): error is KapsoUnreadableAnswerError {
  return isKapsoError(error) && error.family === "unreadable";
}
