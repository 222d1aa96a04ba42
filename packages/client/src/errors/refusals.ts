import { type ErrorDetails, isKapsoError, KapsoError } from "./kapso-error.ts";

/** An argument cannot be right, so nothing was sent. */
export class KapsoInputError extends KapsoError {
  declare readonly family: "input";
  /** Which argument, as the API calls it: `scope_id`, `allowed_origins[1]`, `path.customer_id`. */
  declare readonly field: string;

  constructor(field: string, message: string, details?: ErrorDetails) {
    super("KapsoInputError", "input", message, details);
    Object.assign(this, { field });
  }
}

/** The client is set up in a way that cannot work: its key, its base URL, where it runs. */
export class KapsoConfigurationError extends KapsoError {
  declare readonly family: "configuration";

  constructor(message: string, details?: ErrorDetails, cause?: unknown) {
    super("KapsoConfigurationError", "configuration", message, details, { cause });
  }
}

/** Whether an argument was refused before anything was sent. */
export function isKapsoInputError(error: unknown): error is KapsoInputError {
  return isKapsoError(error) && error.family === "input";
}

/** Whether the client's own set-up was refused. */
export function isKapsoConfigurationError(error: unknown): error is KapsoConfigurationError {
  return isKapsoError(error) && error.family === "configuration";
}
