import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";

/** The operation that a request is for, with its path parameters still percent-encoded. */
export interface Match {
  operation: Operation;
  pathParameters: Readonly<Record<string, string>>;
}

/** The look-up of operations by method and path. */
export interface Finder {
  /** Finds the operation for a method and a whole path. */
  find(method: string, path: string): Match | undefined;
  /** The part of a path below the API's base; undefined for any other path. */
  below(path: string): string | undefined;
}

/** Prepares a look-up over path templates; a fixed segment wins over a parameter. */
export function createFinder({ basePath, operations }: Description): Finder {
  const routes = operations
    .map((operation) => ({
      operation,
      ...compileTemplate(`${operation.basePath}${operation.path}`),
    }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return {
    below: (path) => (path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined),
    find: (method, path) => {
      for (const { operation, pattern, names } of routes) {
        if (operation.method !== method) continue;
        const found = pattern.exec(path);
        if (!found) continue;
        const values = names.map((name, index) => [name, found[index + 1] ?? ""] as const);
        return { operation, pathParameters: Object.fromEntries(values) };
      }
      return undefined;
    },
  };
}

const parameter = /\{([^{}]+)\}/g;

function compileTemplate(template: string): { pattern: RegExp; names: string[]; rank: string } {
  const names = [...template.matchAll(parameter)].map((found) => found[1] ?? "");
  const source = template
    .split(parameter)
    .map((part, index) =>
      index % 2 === 1 ? "([^/]+)" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"),
    )
    .join("");
  // "~" sorts after every letter, so at the same depth fixed segments are tried first.
  const rank = template
    .split("/")
    .map((segment) => (segment.includes("{") ? "~" : "-"))
    .join("");
  return { pattern: new RegExp(`^${source}/?$`), names, rank };
}
