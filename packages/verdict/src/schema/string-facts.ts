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

// Only formats that a plain pattern decides for sure; the others count as matched.
const patterns: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i,
  time: /^\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/i,
  email: /^[^@\s]+@[^@\s]+$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  ipv4: /^\d{1,3}(\.\d{1,3}){3}$/,
  ipv6: /^[0-9a-f:.]*:[0-9a-f:.]*$/i,
  uri: /^[a-z][a-z0-9+.-]*:\S*$/i,
};

// No text has two of these.
const apart = new Set(["date", "date-time", "email", "uuid", "ipv4", "ipv6"]);

export function hasFormat(text: string, format: string): boolean {
  return patterns[format]?.test(text) ?? true;
}

export function formatsDisjoint(one: readonly string[], other: readonly string[]): boolean {
  return one.some((a) => apart.has(a) && other.some((b) => apart.has(b) && a !== b));
}
