/** A call that the API answered with success. */
export interface Ok<Status extends number, Data> {
  /** The status is 2xx. */
  ok: true;
  /** The HTTP status, one of those that the description declares. */
  status: Status;
  /** The parsed body; `undefined` where the description declares none. */
  data: Data;
  /** Not there on a success. */
  error?: undefined;
  /** The answer itself; its body has been read. */
  response: Response;
}

/** A call that the API refused. */
export interface Err<Status extends number, Body> {
  /** The status is not 2xx. */
  ok: false;
  /** The HTTP status, declared or not. */
  status: Status;
  /** Not there on a refusal. */
  data?: undefined;
  /** The parsed body; always an object: `{ error: <text> }` stands for a body that was none. */
  error: Body;
  /** The answer itself; its body has been read. */
  response: Response;
}

/** Lets an optional parameter be given as `undefined`, also under `exactOptionalPropertyTypes`. */
export type Loose<T> = { [K in keyof T]: T[K] | undefined };
