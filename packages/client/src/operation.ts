import type { CallOptions } from "./options.ts";

/** Where a function that knows its operation says so: not an option of the public type. */
export const OPERATION: unique symbol = Symbol.for("@shared/kapso-client/operation");

/** Call options as functions of this package pass them on. */
export interface InternalCallOptions extends CallOptions {
  [OPERATION]?: string;
}
