/** A release that cannot go on: the message has the next step. */
export class ReleaseError extends Error {
  override name = "ReleaseError";
}
