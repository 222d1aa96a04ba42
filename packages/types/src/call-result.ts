/** A call that the API answered with success. */
export interface Ok<Status extends number, Data> {
  ok: true;
  status: Status;
  /** The parsed body; `undefined` where the description declares none. */
  data: Data;
  error?: undefined;
  response: Response;
}

/** A call that the API refused. */
export interface Err<Status extends number, Body> {
  ok: false;
  status: Status;
  data?: undefined;
  /** The parsed body; always an object: `{ error: <text> }` stands for a body that was none. */
  error: Body;
  response: Response;
}

/** Lets an optional parameter be given as `undefined`, also under `exactOptionalPropertyTypes`. */
export type Loose<T> = { [K in keyof T]: T[K] | undefined };
