import { type ErrorDetails, isKapsoError, KapsoError } from "./kapso-error.ts";

/** The API refused the call, or failed at it: an answer with a status of 400 or above. */
export class KapsoApiError extends KapsoError {
  declare readonly family: "api";
  declare readonly status: number;

  constructor(
    message: string,
    details: ErrorDetails & { status: number },
    body: unknown,
    name = "KapsoApiError",
  ) {
    super(name, "api", message, details, { body });
  }
}

/** 401: the key is missing, wrong, or revoked. */
export class KapsoUnauthorizedError extends KapsoApiError {
  declare readonly status: 401;
}

/** 404: there is no such thing for this key. */
export class KapsoNotFoundError extends KapsoApiError {
  declare readonly status: 404;
}

/** 422: the API found a field wrong. */
export class KapsoInvalidRequestError extends KapsoApiError {
  declare readonly status: 422;
}

/** 429: too many calls; `retryAfter` says for how long. Nothing has happened. */
export class KapsoRateLimitError extends KapsoApiError {
  declare readonly status: 429;
}

/** 5xx: the API, or something before it, failed. A call that changes something may have happened. */
export class KapsoServerError extends KapsoApiError {}

/** Whether the API answered with an error, and with that status if one is given. */
export function isKapsoApiError(error: unknown, status?: number): error is KapsoApiError {
  return isKapsoError(error) && error.family === "api" && (status ?? error.status) === error.status;
}

/** Whether the API answered 401. */
export function isKapsoUnauthorizedError(error: unknown): error is KapsoUnauthorizedError {
  return isKapsoApiError(error, 401);
}

/** Whether the API answered 404. */
export function isKapsoNotFoundError(error: unknown): error is KapsoNotFoundError {
  return isKapsoApiError(error, 404);
}

/** Whether the API answered 422. */
export function isKapsoInvalidRequestError(error: unknown): error is KapsoInvalidRequestError {
  return isKapsoApiError(error, 422);
}

/** Whether the API answered 429. */
export function isKapsoRateLimitError(error: unknown): error is KapsoRateLimitError {
  return isKapsoApiError(error, 429);
}

/** Whether the API answered with a status of 500 or above. */
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
  if (status === 401)
    return new KapsoUnauthorizedError(message, details, body, "KapsoUnauthorizedError");
  if (status === 404) return new KapsoNotFoundError(message, details, body, "KapsoNotFoundError");
  if (status === 422)
    return new KapsoInvalidRequestError(message, details, body, "KapsoInvalidRequestError");
  if (status === 429) return new KapsoRateLimitError(message, details, body, "KapsoRateLimitError");
  if (status >= 500) return new KapsoServerError(message, details, body, "KapsoServerError");
  return new KapsoApiError(message, details, body);
}
