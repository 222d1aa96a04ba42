/** A source that could not be read. It is thrown before anything is written. */
export class SourceError extends Error {
  override name = "SourceError";
}

// The real document has 0.4 MB; GitHub's, the largest that is published, 13 MB.
export const maxSourceBytes: number = 32 * 1024 * 1024;

export function tooLarge(
  source: string,
  size: number,
  limit: number = maxSourceBytes,
): SourceError {
  const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return new SourceError(
    `${source} has ${megabytes(size)} or more; at most ${megabytes(limit)} are accepted.`,
  );
}
