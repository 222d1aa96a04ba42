import { isObject } from "../json.ts";

const secretName = /token|secret|password|api_?key|authorization|signature|embed_url/i;

/** What came, short enough for a sentence; strings in fields that sound secret are not repeated. */
export function describeValue(value: unknown, name = ""): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return "an object";
  if (typeof value !== "string") return String(value);
  if (value === "") return "an empty string";
  if (secretName.test(name)) return `a string of ${value.length} characters`;
  return JSON.stringify(value.length > 48 ? `${value.slice(0, 47)}…` : value);
}
