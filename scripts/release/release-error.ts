/** A release that cannot go on: the message says what somebody has to do. */
export class ReleaseError extends Error {
  override name = "ReleaseError";
}
