import type { calls } from "@shared/kapso-types";
import type { CallOptions } from "../options.ts";

/**
 * Stands in for a path that the table does not have, so that the path alone is reported and not
 * everything made from it as well: hence `any` for what would follow from it.
 */
interface UnknownPath {
  // biome-ignore lint/suspicious/noExplicitAny: see above
  init: [init?: any];
  // biome-ignore lint/suspicious/noExplicitAny: see above
  result: any;
}

export type Entry<Table, P> = [P] extends [keyof Table] ? Table[P] : UnknownPath;

/**
 * The fence: `infer … extends` gives the parameter a shallow constraint. Without it TypeScript
 * builds the union of all operations' inits to find a contextual type (40,614 instead of 2,437
 * instantiations for 60 calls on a document of 811 paths).
 */
export type Args<E> = [E] extends [{ init: infer I extends [init?: unknown] }] ? I : never;

export type Result<E> = [E] extends [{ result: infer R }] ? R : never;

type StartingWith<Key, Prefix extends string> = Key extends `${Prefix}${string}` ? Key : never;

/** The keys that share the longest beginning with `P`: what a typo was meant to be. */
type Nearest<P, Key, Prefix extends string = ""> = P extends `${infer Character}${infer Rest}`
  ? StartingWith<Key, `${Prefix}${Character}`> extends infer Found
    ? [Found] extends [never]
      ? Key
      : Nearest<Rest, Found, `${Prefix}${Character}`>
    : Key
  : Key;

/**
 * The path itself, or what it was meant to be. A fence again: TypeScript needs the constraint of
 * every argument's type, and without the `infer … extends` would look for what is near to `string`
 * among all paths (15,639 instead of 5,926 instantiations for 60 calls on 800 paths).
 */
export type Path<Table, P> = [P] extends [keyof Table]
  ? P
  : Nearest<P, keyof Table> extends infer Near extends string
    ? Near
    : never;

/**
 * Calls every operation that a table has.
 *
 * @typeParam Table - one method's part of the generated call table, from path to init and result
 */
export type Verb<Table> = <P extends string>(
  path: Path<Table, P>,
  ...args: [...init: Args<Entry<Table, P>>, options?: CallOptions]
) => Promise<Result<Entry<Table, P>>>;

/**
 * One function per HTTP method. First the path as the OpenAPI document writes it, then what is sent
 * (`{ params, body }`), then how (`{ timeout, signal, … }`).
 *
 * Each resolves to `{ ok, status, data, error, response }`, narrowed by `ok` or by `status`; an
 * HTTP status never throws. What throws, as a `KapsoError`: no response (connection, time-out,
 * abort), a redirect, a 2xx response that cannot be read, and arguments that cannot be right.
 */
export interface Verbs {
  /** Reads. Retried when no response came. */
  GET: Verb<calls.GETCalls>;
  /** As GET, without the body. */
  HEAD: Verb<calls.HEADCalls>;
  /** Returns what a path takes. */
  OPTIONS: Verb<calls.OPTIONSCalls>;
  /** Creates or acts. Never retried when it may have happened. */
  POST: Verb<calls.POSTCalls>;
  /** Replaces. Retried as a GET is. */
  PUT: Verb<calls.PUTCalls>;
  /** Changes some fields. Never retried when it may have happened. */
  PATCH: Verb<calls.PATCHCalls>;
  /** Removes. Retried as a GET is. */
  DELETE: Verb<calls.DELETECalls>;
}
