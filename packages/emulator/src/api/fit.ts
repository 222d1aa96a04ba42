import type { Description } from "../description/description.ts";
import { objectShape } from "../description/object-shape.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { sample } from "./sample.ts";

/**
 * Brings what is known of a thing into the shape a schema declares: fields the schema has not are
 * left out, known values that the schema would refuse give way, and what nobody knows is null
 * where it may be and made up where not.
 */
export function fitToSchema(
  description: Description,
  pointer: string,
  known: JsonObject,
): JsonObject {
  const shape = objectShape(description.document, pointer);
  if (!shape || shape.properties.size === 0) return known;
  const fitted: Record<string, Json> = {};
  for (const [name, property] of shape.properties) {
    const value = known[name];
    if (value !== undefined && description.checkSchema(property, value).length === 0) {
      fitted[name] = value;
    } else if (isObject(value) && objectShape(description.document, property)) {
      fitted[name] = fitToSchema(description, property, value);
    } else if (description.checkSchema(property, null).length === 0) {
      fitted[name] = null;
    } else {
      fitted[name] = validSample(description, property);
    }
  }
  return fitted;
}

/** A sample with the schema's own examples where they are valid, and without them where not. */
export function validSample(description: Description, pointer: string): Json {
  const vivid = sample(description.document, pointer, { useExamples: true });
  if (description.checkSchema(pointer, vivid).length === 0) return vivid;
  return sample(description.document, pointer, { useExamples: false });
}
