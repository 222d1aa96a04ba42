import { SourceError } from "./source-error.ts";

// The real document has 0.4 MB; GitHub's, the largest anybody publishes, 13 MB.
export const MAX_BYTES: number = 32 * 1024 * 1024;

export function tooLarge(source: string, size: number, limit: number = MAX_BYTES): SourceError {
  const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return new SourceError(
    `${source} has ${megabytes(size)} or more; at most ${megabytes(limit)} are taken.`,
  );
}
