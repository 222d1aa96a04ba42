import { isDeepStrictEqual } from "node:util";
import { type OpenApiDocument, operationsOf } from "@shared/openapi-model/model.ts";
import { isMap, parseDocument } from "yaml";

/**
 * Puts what a slice brings (its operations and components) into the vendored text. The rest stays
 * as it was written, comments and order included.
 */
export function mergeSlice(
  vendored: OpenApiDocument,
  vendoredText: string,
  slice: OpenApiDocument,
  sliceText: string,
): string {
  const operations = operationsOf(slice);
  const covered = new Set(operations.map(({ path, method }) => `${method} ${path}`));
  if (operationsOf(vendored).every(({ path, method }) => covered.has(`${method} ${path}`))) {
    return sliceText;
  }

  const yaml = parseDocument(vendoredText);
  let changed = false;
  const put = (path: string[], value: unknown, current: unknown): void => {
    if (isDeepStrictEqual(current, value)) return;
    for (let depth = 1; depth < path.length; depth++) {
      const parent = path.slice(0, depth);
      if (!isMap(yaml.getIn(parent))) yaml.setIn(parent, yaml.createNode({}));
    }
    yaml.setIn(path, yaml.createNode(value));
    changed = true;
  };

  for (const { path, method, operation, pathItem } of operations) {
    put(["paths", path, method], operation, vendored.paths[path]?.[method]);
    if (pathItem.parameters) {
      put(["paths", path, "parameters"], pathItem.parameters, vendored.paths[path]?.parameters);
    }
  }
  const known = (vendored.components ?? {}) as Record<string, Record<string, unknown>>;
  for (const [kind, entries] of Object.entries(slice.components ?? {})) {
    for (const [name, entry] of Object.entries(entries ?? {})) {
      put(["components", kind, name], entry, known[kind]?.[name]);
    }
  }
  return changed ? yaml.toString({ lineWidth: 0 }) : vendoredText;
}
