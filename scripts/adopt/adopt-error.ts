/** An adoption that cannot go on: the message has the next step. */
export class AdoptError extends Error {
  override name = "AdoptError";
}
