import { type JsonObject, numberAt, textAt } from "../document/json.ts";
import type { Source, StringFacts } from "./facts.ts";

export const freeString: StringFacts = {
  minLength: 0,
  maxLength: Number.POSITIVE_INFINITY,
  patterns: [],
  formats: [],
  contentEncoding: null,
  contentMediaType: null,
  contentSchema: null,
};

export function readStringFacts(raw: JsonObject, source: (node: unknown) => Source): StringFacts {
  const pattern = textAt(raw, "pattern");
  const format = textAt(raw, "format");
  const byte = format === "byte";
  return {
    minLength: Math.max(0, numberAt(raw, "minLength") ?? 0),
    maxLength: numberAt(raw, "maxLength") ?? Number.POSITIVE_INFINITY,
    patterns: pattern === undefined ? [] : [pattern],
    formats: format === undefined || byte ? [] : [format],
    contentEncoding: textAt(raw, "contentEncoding")?.toLowerCase() ?? (byte ? "base64" : null),
    contentMediaType: textAt(raw, "contentMediaType") ?? null,
    contentSchema: raw["contentSchema"] === undefined ? null : source(raw["contentSchema"]),
  };
}

export function bothStrings(one: StringFacts, other: StringFacts): StringFacts {
  return {
    minLength: Math.max(one.minLength, other.minLength),
    maxLength: Math.min(one.maxLength, other.maxLength),
    patterns: [...new Set([...one.patterns, ...other.patterns])],
    formats: [...new Set([...one.formats, ...other.formats])],
    contentEncoding: one.contentEncoding ?? other.contentEncoding,
    contentMediaType: one.contentMediaType ?? other.contentMediaType,
    contentSchema:
      one.contentSchema && other.contentSchema
        ? [...one.contentSchema, ...other.contentSchema]
        : (one.contentSchema ?? other.contentSchema),
  };
}
