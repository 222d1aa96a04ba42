import type { CallTable } from "@shared/kapso-types";
import type { CallOptions } from "../options.ts";

/** What a document's generated `CallTable` has, whichever document it is. */
export type AnyCallTable = Record<
  "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "PATCH" | "DELETE" | "operations",
  object
>;

type StartingWith<Key, Prefix extends string> = Key extends `${Prefix}${string}` ? Key : never;

/** The keys that share the longest beginning with `P`: what a typo was meant to be. */
type Nearest<P, Key, Prefix extends string = ""> = P extends `${infer Character}${infer Rest}`
  ? StartingWith<Key, `${Prefix}${Character}`> extends infer Found
    ? [Found] extends [never]
      ? Key
      : Nearest<Rest, Found, `${Prefix}${Character}`>
    : Key
  : Key;

/** The paths one by one: TypeScript would show all of a table's as `keyof GETCalls`. */
type OneByOne<Key> = [Key] extends [never]
  ? "no operation of the document has this method"
  : { [K in Extract<Key, string>]: K }[Extract<Key, string>];

/** The path itself, or what it was meant to be; see {@link Verb}. */
export type Path<Table, P> = P extends keyof Table
  ? P
  : string extends P
    ? keyof Table
    : OneByOne<Nearest<P, keyof Table>> extends infer Near extends string
      ? Near
      : never;

/** What is sent to a path, and how; see {@link Verb}. */
export type Arguments<Table, P, Options> = P extends keyof Table
  ? Table[P] extends { init: infer I extends [init?: unknown] }
    ? [...init: I, options?: Options | undefined]
    : never
  : // biome-ignore lint/suspicious/noExplicitAny: see Verb
    [init?: any, options?: Options | undefined];

/** What a call of a path resolves to. */
export type Result<Table, P> = P extends keyof Table
  ? Table[P] extends { result: infer R }
    ? R
    : never
  : // biome-ignore lint/suspicious/noExplicitAny: see Verb
    any;

/**
 * Calls every operation that a table has: `(path: Path, ...args: Arguments) => Promise<Result>`,
 * with two of the three written out, since each of their names would cost 140 instantiations in 60
 * calls on a document of 800 paths (4,123 with them written out).
 *
 * - For a path that the table does not have, what follows from it is `any`, so that the path alone
 *   is reported.
 * - Each `infer … extends` is a fence, which gives a parameter a shallow constraint. Without that of
 *   `path`, and the look at `string`, TypeScript looks for what is near to `string` among all paths.
 *   Without that of `args` it builds the union of all operations' inits to find a contextual type
 *   (40,614 instantiations).
 *
 * @typeParam Table - one method's part of the generated call table, from path to init and result
 */
export type Verb<Table> = <P extends string>(
  path: P extends keyof Table
    ? P
    : string extends P
      ? keyof NoInfer<Table>
      : OneByOne<Nearest<P, keyof Table>> extends infer Near extends string
        ? Near
        : never,
  ...args: P extends keyof Table
    ? Table[P] extends { init: infer I extends [init?: unknown] }
      ? [...init: I, options?: CallOptions | undefined]
      : never
    : // biome-ignore lint/suspicious/noExplicitAny: see above
      [init?: any, options?: CallOptions | undefined]
) => Promise<Result<Table, P>>;

/**
 * One function per HTTP method. First the path as the OpenAPI document writes it, then what is sent
 * (`{ params, body }`), then how (`{ timeout, signal, … }`).
 *
 * Each resolves to `{ ok, status, data, error, response }`, narrowed by `ok` or by `status`; an
 * HTTP status never throws. What throws, as a `KapsoError`: no response (connection, time-out,
 * abort), a redirect, a 2xx response that cannot be read, and arguments that cannot be right.
 */
export interface Verbs<Table extends AnyCallTable = CallTable> {
  /** Reads. Retried when no response came. */
  GET: Verb<Table["GET"]>;
  /** As GET, without the body. */
  HEAD: Verb<Table["HEAD"]>;
  /** Returns what a path takes. */
  OPTIONS: Verb<Table["OPTIONS"]>;
  /** Creates or acts. Never retried when it may have happened. */
  POST: Verb<Table["POST"]>;
  /** Replaces. Retried as a GET is. */
  PUT: Verb<Table["PUT"]>;
  /** Changes some fields. Never retried when it may have happened. */
  PATCH: Verb<Table["PATCH"]>;
  /** Removes. Retried as a GET is. */
  DELETE: Verb<Table["DELETE"]>;
}
