/** Where a package's types came from: `specification` says it at run time. */
export interface Specification {
  /** The document's name in `specs/`, without its ending. */
  document: string;
  /** `info.title`. */
  title: string;
  /** `info.version`. The vendor does not raise it with every change: compare `sha256` instead. */
  version: string;
  /** Of the vendored bytes, in hexadecimal. */
  sha256: string;
  /** The address that the vendored bytes were read from; `null` when it was not recorded. */
  source: string | null;
  /** ISO date; `null` when it was not recorded. */
  retrievedAt: string | null;
  /**
   * Where requests go, without a slash at its end; `null` where the document names no server by a
   * whole URL. The client's default `baseUrl`.
   */
  baseUrl: string | null;
  /** The header that the API key is sent in; `null` where the document wants it elsewhere. */
  keyHeader: string | null;
  /**
   * The operations, as `GET /path`, with a success that may be something else than a JSON object, or
   * a 200 or 201 without a body. The client rejects such a response of every other operation.
   */
  withoutObject: readonly string[];
  /** How much of the API the types cover. */
  coverage: {
    kind: "slice" | "whole" | "unknown";
    paths: number;
    operations: number;
    schemas: number;
  };
}
