import type { WordyDescription } from "./wordy-description.ts";

/**
 * What a vendor changes between two versions, all at once: a new operation, a new field, a new
 * value of an enum, a text, a field that is required from now on, and an operation that is gone.
 */
export function bumped(description: WordyDescription): WordyDescription {
  const next = structuredClone(description);
  const { schemas } = next.components;
  const paths = Object.keys(next.paths);
  const [first = "", second = ""] = paths;
  const operation = Object.values(next.paths[first] ?? {})[0];
  if (!operation) throw new Error("A description without operations cannot be bumped.");

  next.info.version = "9.9.9";
  operation["description"] = "Says something else from now on.";
  next.paths["/brand_new"] = { get: { ...operation, operationId: "getBrandNew" } };
  // One path of one or two is most of an API, which the script refuses to lose.
  if (paths.length > 4) delete next.paths[second];

  const objects = Object.values(schemas).filter(({ properties }) => properties !== undefined);
  const [some, another = some] = objects;
  if (!some) throw new Error("A description without schemas cannot be bumped.");
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
