import { KapsoInputError } from "../errors/error-classes.ts";

/**
 * Fills the `{…}` of a path. Rejects values that would make it another path or none: missing,
 * empty, `.` and `..` (also behind an encoded slash, which proxies decode), anything but a string
 * or a number. White space around a value is cut.
 */
export function fillPath(template: string, parameters: Record<string, unknown>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const field = `path.${name}`;
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (typeof value !== "string" && !Number.isFinite(value)) {
      const came = value === undefined ? "nothing" : value === null ? "null" : typeof value;
      throw new KapsoInputError(
        field,
        `${template} needs ${name} in params.path, a string; ${came} came.`,
      );
    }
    const text = String(value).trim();
    if (text.split(/[\\/]/).some((segment) => /^\.{0,2}$/.test(segment))) {
      throw new KapsoInputError(
        field,
        text
          ? `params.path.${name} holds a path segment that is empty, "." or "..", which would make ${template} another path.`
          : `params.path.${name} is empty, which would make ${template} another path. Was the id ever set?`,
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
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(parameters)) {
    const field = `query.${name}`;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) {
        pairs.push(`${encode(name, field)}=${encode(scalar(one, field), field)}`);
      }
    }
  }
  return pairs.join("&");
}

function scalar(value: unknown, field: string): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  if (["string", "boolean", "bigint"].includes(typeof value) || Number.isFinite(value))
    return String(value);
  const came =
    value instanceof Date ? "an invalid Date" : typeof value === "number" ? value : typeof value;
  throw new KapsoInputError(
    field,
    `params.${field} must be a string, a finite number, a boolean, a Date, or a list of these; ${came} came.`,
  );
}

/** Writes a body as JSON; rejects what JSON cannot hold (a circular reference, a BigInt). */
export function writeBody(body: unknown): unknown {
  if (body instanceof FormData) return body;
  try {
    return JSON.stringify(body);
  } catch {
    throw new KapsoInputError(
      "body",
      "The body cannot be written as JSON: it refers to itself, or holds a BigInt. Expected plain data.",
    );
  }
}

/**
 * Rejects header values that `fetch` would reject, since its own message would print them: what
 * HTTP does not allow in a field value (RFC 9110, section 5.5), and all outside of Latin-1.
 */
export function checkHeaders(headers: object = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || value === null) continue;
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      throw new KapsoInputError(
        "headers",
        "A header's name may only hold letters, digits and !#$%&'*+-.^_`|~.",
      );
    }
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(String(value))) {
      throw new KapsoInputError(
        `headers.${name}`,
        `The header ${name} holds a line break, a control character or one outside Latin-1; encode it first.`,
      );
    }
  }
}

/** Percent-encodes, and rejects half a surrogate pair, which has no encoding. */
function encode(text: string, field: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw new KapsoInputError(
      field,
      `${field} holds half of a character (a lone surrogate), probably from cutting a string in the middle of an emoji.`,
    );
  }
}
