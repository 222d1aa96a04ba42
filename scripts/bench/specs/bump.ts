import type { WordySpec } from "./wordy-spec.ts";

/**
 * Changes a spec as a vendor does between two versions: adds an operation, a field and a value of an
 * enum, changes a text, makes a field required, and removes an operation.
 */
export function bumped(spec: WordySpec): WordySpec {
  const next = structuredClone(spec);
  const { schemas } = next.components;
  const paths = Object.keys(next.paths);
  const [first = "", second = ""] = paths;
  const operation = Object.values(next.paths[first] ?? {})[0];
  if (!operation) throw new Error("A spec without operations cannot be bumped.");

  next.info.version = "9.9.9";
  operation["description"] = "Has another text from now on.";
  next.paths["/brand_new"] = { get: { ...operation, operationId: "getBrandNew" } };
  // The script refuses a bump that removes most of an API, such as one path of two.
  if (paths.length > 4) delete next.paths[second];

  const objects = Object.values(schemas).filter(({ properties }) => properties !== undefined);
  const [some, another = some] = objects;
  if (!some) throw new Error("A spec without schemas cannot be bumped.");
  some.properties = { ...some.properties, brand_new: { type: "string" } };
  if (another?.properties) another["required"] = Object.keys(another.properties);
  for (const { properties = {} } of objects) {
    for (const property of Object.values(properties)) {
      if (!Array.isArray(property["enum"])) continue;
      property["enum"] = [...property["enum"], "brand_new"];
      return next;
    }
  }
  return next;
}
