/** Why a function of this package refused or gave up. */
export type InboxEmbedErrorCode =
  /** An option cannot be right; nothing was read, saved or sent. */
  | "input"
  /** The key's embed shows another scope than the one that is asked for. */
  | "scope_changed"
  /** Other processes held the key for longer than `waitFor`. */
  | "timed_out"
  /** Whether the new embed was saved is not known, and the store cannot be read. */
  | "save_unknown"
  /** A record cannot be read: another format, another key, or somebody changed it. */
  | "unreadable_record"
  /** The API answered with another name than it was given, so that the embed cannot be found again. */
  | "name_changed";

const BRAND = Symbol.for("@shared/kapso-embeds/error");

/** What this package throws of its own; the client's errors and the store's pass through. */
export class InboxEmbedError extends Error {
  /** Why: see {@link InboxEmbedErrorCode}. */
  readonly code: InboxEmbedErrorCode;

  constructor(code: InboxEmbedErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    Object.defineProperties(this, {
      name: { value: "InboxEmbedError", configurable: true },
      [BRAND]: { value: true },
    });
    this.code = code;
  }
}

/** Whether an error is this package's, whichever copy of it. */
export function isInboxEmbedError(
  error: unknown,
  code?: InboxEmbedErrorCode,
): error is InboxEmbedError {
  if (typeof error !== "object" || error === null || !(BRAND in error)) return false;
  return code === undefined || ("code" in error && error.code === code);
}
