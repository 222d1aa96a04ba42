import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";

/** The operation that a request is for, with its path parameters decoded. */
export interface Match {
  operation: Operation;
  pathParameters: Readonly<Record<string, string>>;
}

/** The look-up of operations by method and path. */
export interface Finder {
  /** Finds the operation for a method and a whole path; HEAD finds what GET finds. */
  find(method: string, path: string): Match | undefined;
  /** The methods that a path has, in the order of the spec; empty for a path that the spec lacks. */
  methods(path: string): readonly string[];
  /** The part of a path below the API's base; undefined for any other path. */
  below(path: string): string | undefined;
}

/** Prepares a look-up over path templates; a fixed segment comes before a parameter. */
export function createFinder({ basePath, operations }: Description): Finder {
  const routes = operations
    .map((operation) => ({
      operation,
      ...compileTemplate(`${operation.basePath}${operation.path}`),
    }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));

  function findExactly(method: string, segments: readonly string[]): Match | undefined {
    for (const { operation, match } of routes) {
      if (operation.method !== method) continue;
      const pathParameters = match(segments);
      if (pathParameters) return { operation, pathParameters };
    }
    return undefined;
  }

  return {
    below: (path) => (path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined),
    find: (method, path) => {
      const segments = readSegments(path);
      // A server that has a GET has its HEAD as well (RFC 9110, section 9.3.2).
      return (
        findExactly(method, segments) ??
        (method === "HEAD" ? findExactly("GET", segments) : undefined)
      );
    },
    methods: (path) => {
      const segments = readSegments(path);
      const found = routes.flatMap(({ operation, match }) =>
        match(segments) ? [operation.method] : [],
      );
      const withHead = found.includes("GET") ? [...found, "HEAD"] : found;
      return withHead.length === 0 ? [] : [...new Set([...withHead, "OPTIONS"])];
    },
  };
}

/** The segments of a path, decoded; a slash at its end is ignored. */
function readSegments(path: string): readonly string[] {
  const segments = path.split("/").map(decodeSegment);
  return segments.at(-1) === "" ? segments.slice(0, -1) : segments;
}

function decodeSegment(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    // The exchange rejects such a path; faults look at it before.
    return segment;
  }
}

const parameter = /\{([^{}]+)\}/g;

type MatchSegments = (segments: readonly string[]) => Record<string, string> | undefined;

function compileTemplate(template: string): { match: MatchSegments; rank: string } {
  const parts = template.split("/");
  const names = [...template.matchAll(parameter)].map((found) => found[1] ?? "");
  // Segments are compared decoded, so that `inbox%5Fembeds` is `inbox_embeds`.
  const wanted = parts.map((part) => part.split(parameter).filter((_, index) => index % 2 === 0));
  const match: MatchSegments = (segments) => {
    if (segments.length !== wanted.length) return undefined;
    const values: string[] = [];
    for (const [index, texts] of wanted.entries()) {
      const found = valuesBetween(texts, segments[index] ?? "");
      if (!found) return undefined;
      values.push(...found);
    }
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
  };
  // "~" sorts after every letter, so at the same depth fixed segments are tried first.
  const rank = parts.map((part) => (part.includes("{") ? "~" : "-")).join("");
  return { match, rank };
}

/**
 * The values between the fixed texts of a segment: at least one character each, and the earlier
 * values as long as possible. Each text is searched once, from the end, so that the time is linear;
 * a regular expression would try every way to divide the characters.
 */
function valuesBetween(
  [first = "", ...texts]: readonly string[],
  segment: string,
): readonly string[] | undefined {
  const last = texts.pop();
  if (last === undefined) return segment === first ? [] : undefined;
  if (!segment.startsWith(first) || !segment.endsWith(last)) return undefined;
  const values: string[] = [];
  let end = segment.length - last.length;
  for (const text of texts.reverse()) {
    const from = end - 1 - text.length;
    const at = from < 0 ? -1 : segment.lastIndexOf(text, from);
    if (at < 0) return undefined;
    values.push(segment.slice(at + text.length, end));
    end = at;
  }
  if (end <= first.length) return undefined;
  return [segment.slice(first.length, end), ...values.reverse()];
}
