/** How to read a success response that may not be a JSON object. */
export interface OtherBody {
  /** The media types to accept. */
  accept: string;
  /** The kind of the data: any JSON, parsed; a string; or an `ArrayBuffer`. */
  as: "json" | "text" | "arrayBuffer";
}

/** The source of a package's types, as `specification` has it at run time. */
export interface Specification {
  /** The document's file name in `specs/`, without its extension. */
  document: string;
  /** `info.title`. */
  title: string;
  /** `info.version`. The vendor does not raise it with every change: compare `sha256` instead. */
  version: string;
  /** The SHA-256 of the vendored bytes, in hexadecimal. */
  sha256: string;
  /** The address that the vendored bytes were read from; `null` when it was not recorded. */
  source: string | null;
  /** ISO date; `null` when it was not recorded. */
  retrievedAt: string | null;
  /**
   * The server's URL without a trailing slash; `null` where the document has no server with an
   * absolute URL. The client's default `baseUrl`.
   */
  baseUrl: string | null;
  /** The header for the API key; `null` where the document declares another place for it. */
  keyHeader: string | null;
  /**
   * The operations, as `GET /path`, whose success response may not be a JSON object, or whose 200
   * or 201 has no body, and how to read it. The client rejects such a response of every other
   * operation.
   */
  otherBodies: Readonly<Record<string, OtherBody>>;
  /** How much of the API the types cover. */
  coverage: {
    kind: "slice" | "whole" | "unknown";
    paths: number;
    operations: number;
    schemas: number;
  };
}
