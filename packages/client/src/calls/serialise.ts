import { describeValue, tagOf } from "../errors/describe-value.ts";
import { KapsoInputError } from "../errors/error-classes.ts";
import { reject, rejectKind } from "../errors/reject.ts";
import type { HeadersInput } from "../options.ts";

/** The parameters of a call that has none. */
export const nothing: Record<string, unknown> = Object.freeze({});

/**
 * Fills the `{…}` of a path. Rejects values that would make it another path or none: missing,
 * empty, `.` and `..` (also behind an encoded slash, which proxies decode), anything but a string
 * or a number. White space around a value is cut.
 */
export function fillPath(template: string, parameters: Record<string, unknown>): string {
  if (!template.includes("{")) return template;
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const field = `path.${name}`;
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    const text = typeof value === "string" || Number.isFinite(value) ? String(value).trim() : "";
    if (text.split(/[\\/]/).some((segment) => /^\.{0,2}$/.test(segment))) {
      throw new KapsoInputError(
        field,
        `params.${field} of ${template} must be a string without an empty segment, "." or ".."; got ${describeValue(value)}.`,
      );
    }
    return encode(text, field);
  });
}

/**
 * Writes a query: a list repeats its name (OpenAPI's `form`, exploded), a `Date` becomes an ISO
 * string, `null` and `undefined` are left out. Rejects what has no such form: objects, `NaN`.
 */
export function writeQuery(parameters: Record<string, unknown>): string {
  if (parameters === nothing) return "";
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(plainQuery(parameters))) {
    const field = `query.${name}`;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) {
        pairs.push(`${encode(name, field)}=${encode(scalar(one, field), field)}`);
      }
    }
  }
  return pairs.join("&");
}

/** A query as an object, also one that was given as `URLSearchParams`. */
export function plainQuery(given: object): Record<string, unknown> {
  const query: Record<string, unknown[]> = Object.create(null);
  if (tagOf(given) === "Object") return given as Record<string, unknown>;
  for (const [name, value] of entriesOf(given, "params.query")) {
    query[name] = [...(query[name] ?? []), value];
  }
  return query;
}

/** The entries of an object, of `Headers`, `URLSearchParams`, a `Map` or a list of entries. */
function entriesOf(given: unknown, field: string): [string, unknown][] {
  if (typeof given === "object" && given !== null) {
    if (Symbol.iterator in given) {
      const entries = [...(given as Iterable<[string, unknown]>)];
      if (entries.every(Array.isArray)) return entries;
    }
    if (tagOf(given) === "Object") return Object.entries(given);
  }
  rejectKind(field, "an object", given);
}

function scalar(value: unknown, field: string): string {
  if (tagOf(value) === "Date" && Number.isFinite(Number(value)))
    return (value as Date).toISOString();
  if (["string", "boolean", "bigint"].includes(typeof value) || Number.isFinite(value))
    return String(value);
  rejectKind(field, "a string, a number, a boolean, a Date, or a list of these", value);
}

/** Writes a body as JSON; rejects what JSON cannot hold, and says where it is. */
export function writeBody(body: unknown): string | FormData | undefined {
  if (body === undefined) return undefined;
  if (body instanceof FormData) return body;
  try {
    // A string would be quoted once more, so it has most often been written as JSON before.
    if (typeof body === "string") refuse(body, "body");
    checkBody(body, "body");
    return JSON.stringify(body);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return reject("body", "refers to itself.");
  }
}

interface Jsonable {
  toJSON?: unknown;
  pipe?: unknown;
}

function checkBody(value: unknown, field: string): void {
  if (value == null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  const { toJSON, pipe } = value as Jsonable;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      if (value[index] === undefined) refuse(undefined, `${field}[${index}]`);
      checkBody(value[index], `${field}[${index}]`);
    }
  } else if (typeof toJSON === "function" && !ArrayBuffer.isView(value)) {
    const written: unknown = toJSON.call(value);
    // What an invalid Date is written as.
    if (written === null) refuse(value, field);
    checkBody(written, field);
  } else if (tagOf(value) === "Object" && typeof pipe !== "function") {
    const fields = value as Record<string, unknown>;
    for (const name of Object.keys(fields)) checkBody(fields[name], `${field}.${name}`);
  } else refuse(value, field);
}

function refuse(value: unknown, field: string): never {
  reject(field, `cannot be written as JSON: got ${describeValue(value)}.`);
}

/** Those that `fetch` writes itself: another value breaks the request, or lets it hang. */
const writtenByFetch =
  /^(content-length|host|transfer-encoding|connection|keep-alive|expect|te|trailer|upgrade)$/;

/**
 * Brings headers to one form, with lower-case names; `null` removes a header.
 *
 * Rejects values that `fetch` would reject, since its own message would print them: what HTTP does
 * not allow in a field value (RFC 9110, section 5.5), and all outside of Latin-1.
 */
export function readHeaders(given: HeadersInput | undefined): Record<string, string | null> {
  const headers: Record<string, string | null> = {};
  for (const [name, value] of given === undefined ? [] : entriesOf(given, "headers")) {
    const key = String(name).toLowerCase();
    // Neither a value nor a name that is none is printed: both may hold a key.
    const isName = /^[\w!#$%&'*+.^`|~-]+$/.test(name);
    const problem = !isName
      ? "must be one that HTTP allows"
      : value === undefined || value === null
        ? undefined
        : writtenByFetch.test(key)
          ? "is written by fetch"
          : /object|function|symbol/.test(typeof value)
            ? `must be a string; got ${describeValue(value)}`
            : !/^[\t\x20-\x7e\x80-\xff]*$/.test(String(value))
              ? "holds a control character or one outside Latin-1; encode it"
              : undefined;
    if (problem) {
      const field = isName ? `headers.${name}` : "headers";
      throw new KapsoInputError(
        field,
        `${isName ? `The header ${name}` : "A header's name"} ${problem}.`,
      );
    }
    headers[key] = value === undefined || value === null ? null : String(value);
  }
  return headers;
}

/** One set of headers; the later ones win, and `null` leaves one out. */
export function mergeHeaders(
  ...all: (Record<string, string | null> | undefined)[]
): Record<string, string> {
  const merged: Record<string, string | null> = Object.assign({}, ...all);
  for (const name in merged) if (merged[name] === null) delete merged[name];
  return merged as Record<string, string>;
}

/** Percent-encodes, and rejects half a surrogate pair, which has no encoding. */
function encode(text: string, field: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return reject(field, "holds a lone surrogate.");
  }
}
