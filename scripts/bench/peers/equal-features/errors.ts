/** The code that a service adds to a library without error classes: one class per status. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly body: unknown;

  constructor(method: string, path: string, status: number, body: unknown) {
    super(`${method} ${path}: ${status}: ${messageIn(body)}`);
    this.status = status;
    this.body = body;
  }
}
class UnauthorizedError extends ApiError {
  override name = "UnauthorizedError";
}
class NotFoundError extends ApiError {
  override name = "NotFoundError";
}
class InvalidRequestError extends ApiError {
  override name = "InvalidRequestError";
}
class RateLimitError extends ApiError {
  override name = "RateLimitError";
}
class ServerError extends ApiError {
  override name = "ServerError";
}

/** No response: a time-out, or another failure of the connection. */
export class ConnectionError extends Error {
  override name = "ConnectionError";
  readonly timedOut: boolean;

  constructor(method: string, path: string, cause: unknown) {
    super(`${method} ${path}: no response`, { cause });
    this.timedOut = cause instanceof Error && /timeout/i.test(cause.name + cause.message);
  }
}

const byStatus: Record<number, typeof ApiError> = {
  401: UnauthorizedError,
  404: NotFoundError,
  422: InvalidRequestError,
  429: RateLimitError,
};

export function errorFor(method: string, path: string, status: number, body: unknown): ApiError {
  const Known = byStatus[status] ?? (status >= 500 ? ServerError : ApiError);
  return new Known(method, path, status, body);
}

function messageIn(body: unknown): string {
  const { error, message } = (body ?? {}) as { error?: unknown; message?: unknown };
  return String(error ?? message ?? body);
}
