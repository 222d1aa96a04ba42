/** Why a function of this package refused or gave up. */
export type InboxEmbedErrorCode =
  /** An option is invalid; nothing was read, saved or sent. */
  | "input"
  /** The key's embed shows another scope than the requested one. */
  | "scope_changed"
  /**
   * The store has the embed, or another of the deployment, and the API does not show it: most
   * likely the key is of another project. Nothing was created, revoked or forgotten.
   */
  | "not_visible"
  /** The stored embed works and is returned; the PATCH to the settings of `create` failed. */
  | "not_patched"
  /** This call created embeds; each time, another process took over the key before the save. */
  | "overtaken"
  /** The key already has another embed, so no other embed can be adopted. */
  | "occupied"
  /** Other processes held the key for longer than `waitFor`. */
  | "timed_out"
  /** The store did not confirm the save of the new embed, and cannot be read. */
  | "save_unknown"
  /** The store failed to save, several times in a row; `cause` is its last error. */
  | "store_failed"
  /** A record cannot be read: another format, another key, or something else changed it. */
  | "unreadable_record"
  /** The API returned another name than the request had, so no sweep could find the embed again. */
  | "name_changed";

const brand = Symbol.for("@shared/kapso-embeds/error");

/** An error of this package. Errors of the client and of the store pass through unchanged. */
export class InboxEmbedError extends Error {
  /** The reason: see {@link InboxEmbedErrorCode}. */
  readonly code: InboxEmbedErrorCode;
  /** The version of a record that cannot be read. */
  declare readonly recordVersion?: number;

  constructor(code: InboxEmbedErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    Object.defineProperties(this, {
      name: { value: "InboxEmbedError", configurable: true },
      [brand]: { value: true },
    });
    this.code = code;
  }
}

/** The error for a record that is there and cannot be read. It never quotes the record's value. */
export function unreadableRecord(version: number, message: string): InboxEmbedError {
  const error = new InboxEmbedError("unreadable_record", message);
  return Object.defineProperty(error, "recordVersion", { value: version });
}

/** Whether an error is of this package, from any copy of the package. */
export function isInboxEmbedError(
  error: unknown,
  code?: InboxEmbedErrorCode,
): error is InboxEmbedError {
  if (typeof error !== "object" || error === null || !(brand in error)) return false;
  return code === undefined || ("code" in error && error.code === code);
}
