import { type ErrorDetails, isKapsoError, KapsoError } from "./kapso-error.ts";

/** The API rejected the call, or failed: a response with a status of 400 or above. */
export class KapsoApiError extends KapsoError {
  declare readonly family: "api";
  declare readonly status: number;

  /** What `name` is on errors of the class; a bundler may rename the class itself. */
  protected static readonly label: string = "KapsoApiError";

  constructor(message: string, details: ErrorDetails & { status: number }, body?: unknown) {
    super(new.target.label, "api", message, details, { body });
  }
}

/** 401: the key is missing, wrong, or revoked. */
export class KapsoUnauthorizedError extends KapsoApiError {
  protected static override readonly label = "KapsoUnauthorizedError";
  declare readonly status: 401;
}

/** 404: the API has no such resource for this key. */
export class KapsoNotFoundError extends KapsoApiError {
  protected static override readonly label = "KapsoNotFoundError";
  declare readonly status: 404;
}

/** 422: the API found a field wrong. */
export class KapsoInvalidRequestError extends KapsoApiError {
  protected static override readonly label = "KapsoInvalidRequestError";
  declare readonly status: 422;
}

/** 429: too many calls; `retryAfter` says for how long. Nothing has happened. */
export class KapsoRateLimitError extends KapsoApiError {
  protected static override readonly label = "KapsoRateLimitError";
  declare readonly status: 429;
}

/** 5xx: the API, or a proxy, failed. A call that changes something may have happened. */
export class KapsoServerError extends KapsoApiError {
  protected static override readonly label = "KapsoServerError";
}

/** Whether the API responded with an error, and with that status if one is given. */
export function isKapsoApiError(error: unknown, status?: number): error is KapsoApiError {
  return isKapsoError(error) && error.family === "api" && (status ?? error.status) === error.status;
}

/** Whether the API responded with 401. */
export function isKapsoUnauthorizedError(error: unknown): error is KapsoUnauthorizedError {
  return isKapsoApiError(error, 401);
}

/** Whether the API responded with 404. */
export function isKapsoNotFoundError(error: unknown): error is KapsoNotFoundError {
  return isKapsoApiError(error, 404);
}

/** Whether the API responded with 422. */
export function isKapsoInvalidRequestError(error: unknown): error is KapsoInvalidRequestError {
  return isKapsoApiError(error, 422);
}

/** Whether the API responded with 429. */
export function isKapsoRateLimitError(error: unknown): error is KapsoRateLimitError {
  return isKapsoApiError(error, 429);
}

/** Whether the API responded with a status of 500 or above. */
export function isKapsoServerError(error: unknown): error is KapsoServerError {
  return isKapsoApiError(error) && error.status >= 500;
}

/** The class for a status. */
export function apiError(
  message: string,
  details: ErrorDetails & { status: number },
  body: unknown,
): KapsoApiError {
  const { status } = details;
  const known = {
    401: KapsoUnauthorizedError,
    404: KapsoNotFoundError,
    422: KapsoInvalidRequestError,
    429: KapsoRateLimitError,
  }[status];
  return new (known ?? (status >= 500 ? KapsoServerError : KapsoApiError))(message, details, body);
}

/** Why no response came. `unreachable`: no route, or no network at all. */
export type ConnectionFailure =
  /** The host's name could not be resolved. */
  | "dns"
  /** The host refused the connection. */
  | "refused"
  /** There is no route to the host, or no network. */
  | "unreachable"
  /** The TLS handshake failed, for example because of the certificate. */
  | "tls"
  /** The connection broke off. */
  | "reset"
  /** A time limit of the call passed. */
  | "timeout"
  /** The runtime gave no reason that the client recognizes. */
  | "unknown";

/** No response came, or it broke off. */
export class KapsoConnectionError extends KapsoError {
  declare readonly family: "connection";
  /** Why no response came. */
  declare readonly kind: ConnectionFailure;

  constructor(kind: ConnectionFailure, message: string, details?: ErrorDetails, cause?: unknown) {
    super("KapsoConnectionError", "connection", message, { ...details, kind } as ErrorDetails, {
      cause,
    });
  }
}

/** The caller's `signal` ended the call. */
export class KapsoAbortedError extends KapsoError {
  declare readonly family: "aborted";

  constructor(message: string, details?: ErrorDetails, reason?: unknown) {
    // The code of Node's own AbortError, for checks of `error.code`.
    const coded = { code: "ABORT_ERR", ...details };
    super("KapsoAbortedError", "aborted", message, coded, { body: reason });
  }

  /** The signal's own reason. */
  get reason(): unknown {
    return this.body;
  }
}

/** The API responded with a redirect. It was not followed, since that would have sent the key. */
export class KapsoRedirectError extends KapsoError {
  declare readonly family: "redirect";
  /** The origin that the redirect names, where the runtime shows it. */
  declare readonly target?: string;

  constructor(message: string, details?: ErrorDetails, target?: string) {
    super("KapsoRedirectError", "redirect", message, { ...details, target } as ErrorDetails);
  }
}

/** A 2xx that is not what the OpenAPI document promises: no JSON, cut off, too large, empty. */
export class KapsoUnreadableResponseError extends KapsoError {
  declare readonly family: "unreadable";

  constructor(message: string, details?: ErrorDetails, body?: unknown) {
    super("KapsoUnreadableResponseError", "unreadable", message, details, { body });
  }
}

/** Whether no response came, or it broke off. */
export function isKapsoConnectionError(error: unknown): error is KapsoConnectionError {
  return isKapsoError(error) && error.family === "connection";
}

/** Whether the caller's `signal` ended the call. */
export function isKapsoAbortedError(error: unknown): error is KapsoAbortedError {
  return isKapsoError(error) && error.family === "aborted";
}

/** Whether the API responded with a redirect. */
export function isKapsoRedirectError(error: unknown): error is KapsoRedirectError {
  return isKapsoError(error) && error.family === "redirect";
}

/** Whether a 2xx response could not be read. */
export function isKapsoUnreadableResponseError(
  error: unknown,
): error is KapsoUnreadableResponseError {
  return isKapsoError(error) && error.family === "unreadable";
}

/** An argument cannot be right, so nothing was sent. */
export class KapsoInputError extends KapsoError {
  declare readonly family: "input";
  /** Which argument, as the API calls it: `scope_id`, `allowed_origins[1]`, `path.customer_id`. */
  declare readonly field: string;

  constructor(field: string, message: string, details?: ErrorDetails) {
    super("KapsoInputError", "input", message, { ...details, field } as ErrorDetails);
  }
}

/** The client is set up in a way that cannot work: its key, its base URL, where it runs. */
export class KapsoConfigurationError extends KapsoError {
  declare readonly family: "configuration";

  constructor(message: string, details?: ErrorDetails, cause?: unknown) {
    super("KapsoConfigurationError", "configuration", message, details, { cause });
  }
}

/** Whether an argument was rejected before anything was sent. */
export function isKapsoInputError(error: unknown): error is KapsoInputError {
  return isKapsoError(error) && error.family === "input";
}

/** Whether the client's configuration was rejected. */
export function isKapsoConfigurationError(error: unknown): error is KapsoConfigurationError {
  return isKapsoError(error) && error.family === "configuration";
}
