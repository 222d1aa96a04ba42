import { isDeepStrictEqual } from "node:util";
import { lookUp, pointerTo } from "@shared/openapi-model/json-pointer.ts";
import { openApiModel } from "@shared/openapi-model/model.ts";
import type { ParsedDocument } from "@shared/openapi-model/parse.ts";
import { DocumentError } from "@shared/openapi-model/problem.ts";
import { isMap, parseDocument } from "yaml";

/**
 * Merges the operations and components of a slice into the vendored text. The rest does not change,
 * comments and order included.
 */
export function mergeSlice(vendored: ParsedDocument, slice: ParsedDocument): string {
  const { document, operations } = openApiModel(slice.value);
  const covered = new Set(operations.map(({ name }) => name));
  const current = openApiModel(vendored.value).operations;
  if (current.every(({ name }) => covered.has(name))) return slice.text;

  for (const { written, problem } of [vendored, slice]) {
    const problems = [...written].map(([pointer, text]) =>
      problem(pointer, `a slice cannot be merged: the number ${text} is beyond 2^53.`),
    );
    if (problems.length > 0) throw new DocumentError(problems);
  }
  const yaml = parseDocument(vendored.text);
  let changed = false;
  const put = (path: string[], value: unknown): void => {
    if (isDeepStrictEqual(lookUp(vendored.value, path.reduce(pointerTo, "#")), value)) return;
    for (let depth = 1; depth < path.length; depth++) {
      const parent = path.slice(0, depth);
      if (!isMap(yaml.getIn(parent))) yaml.setIn(parent, yaml.createNode({}));
    }
    yaml.setIn(path, yaml.createNode(value));
    changed = true;
  };

  for (const { path, method, node, pathItem } of operations) {
    put(["paths", path, method], node);
    if (pathItem.parameters) put(["paths", path, "parameters"], pathItem.parameters);
  }
  for (const [kind, entries] of Object.entries(document.components ?? {})) {
    for (const [name, entry] of Object.entries(entries ?? {})) {
      put(["components", kind, name], entry);
    }
  }
  return changed ? yaml.toString({ lineWidth: 0 }) : vendored.text;
}
