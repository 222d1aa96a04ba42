import type { Json } from "./json.ts";

/** A request that an emulator has answered, or would not. */
export interface RecordedRequest {
  /** Counts up from 1. */
  id: number;
  /** When it came, by the emulator's clock, in ISO 8601. */
  at: string;
  /** The HTTP method, in capitals. */
  method: string;
  /** The path; the token of an embedded page is replaced by `[token]`. */
  path: string;
  /** The query; of a key that came several times, the last. */
  query: Readonly<Record<string, string>>;
  /** Header names in lower case; the API key and other credentials are replaced by `[hidden]`. */
  headers: Readonly<Record<string, string>>;
  /**
   * The body as sent: parsed when it was JSON, else the text; undefined when there was none. Of a
   * body beyond 64 KiB, the beginning as text.
   */
  body: Json | undefined;
  /** The operation of the description that it was for. */
  operation_id: string | undefined;
  /** The status of the answer; undefined when the connection was cut instead. */
  status: number | undefined;
  /** How long the answer took, in milliseconds of real time. */
  duration: number;
  /** Why it was refused, a sentence each. */
  problems: readonly string[];
  /** What was accepted although the description does not know it. */
  warnings: readonly string[];
  /** The kinds of the faults that happened to it. */
  faults: readonly string[];
}
