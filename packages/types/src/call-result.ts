/** A call with a success response. */
export interface Ok<Status extends number, Data> {
  /** The status is 2xx. */
  ok: true;
  /** The HTTP status, one of those that the spec declares. */
  status: Status;
  /**
   * The parsed body. A string if the spec declares a text, an `ArrayBuffer` for another media type than
   * JSON, `undefined` if it declares no body.
   */
  data: Data;
  /** Absent in a success response. */
  error?: undefined;
  /** The response; its body has been read. */
  response: Response;
}

/** A call with an error response. */
export interface Err<Status extends number, Body> {
  /** The status is not 2xx. */
  ok: false;
  /** The HTTP status, declared or not. */
  status: Status;
  /** Absent in an error response. */
  data?: undefined;
  /** The parsed body, always an object: a body that is no object becomes `{ error: <text> }`. */
  error: Body;
  /** The response; its body has been read. */
  response: Response;
}

/** Accepts `undefined` for an optional parameter, also under `exactOptionalPropertyTypes`. */
export type Loose<T> = { [K in keyof T]: T[K] | undefined };
