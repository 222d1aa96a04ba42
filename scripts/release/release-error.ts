/** A release that cannot go on: the message says what to do about it. */
export class ReleaseError extends Error {
  override name = "ReleaseError";
}
