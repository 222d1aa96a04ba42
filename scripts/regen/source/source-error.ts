/** A source that could not be read at all. Nothing has been written when this is thrown. */
export class SourceError extends Error {
  override name = "SourceError";
}
