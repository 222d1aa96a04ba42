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
  const wanted = parts.map((part) => (part.includes("{") ? segmentPattern(part) : part));
  const match: MatchSegments = (segments) => {
    if (segments.length !== wanted.length) return undefined;
    const values: string[] = [];
    for (const [index, expected] of wanted.entries()) {
      const segment = segments[index] ?? "";
      if (typeof expected === "string") {
        if (segment !== expected) return undefined;
        continue;
      }
      const found = expected.exec(segment);
      if (!found) return undefined;
      values.push(...found.slice(1));
    }
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
  };
  // "~" sorts after every letter, so at the same depth fixed segments are tried first.
  const rank = parts.map((part) => (part.includes("{") ? "~" : "-")).join("");
  return { match, rank };
}

function segmentPattern(part: string): RegExp {
  const source = part
    .split(parameter)
    .map((text, index) => (index % 2 === 1 ? "(.+)" : text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`, "s");
}
