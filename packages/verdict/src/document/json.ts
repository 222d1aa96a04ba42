import { isObject, type JsonObject } from "@shared/openapi-model/document.ts";

export { isObject, type JsonObject };

export function objectAt(owner: unknown, key: string): JsonObject {
  const value = isObject(owner) ? owner[key] : undefined;
  return isObject(value) ? value : {};
}

export function listAt(owner: unknown, key: string): readonly unknown[] {
  const value = isObject(owner) ? owner[key] : undefined;
  return Array.isArray(value) ? value : [];
}

export function textAt(owner: unknown, key: string): string | undefined {
  const value = isObject(owner) ? owner[key] : undefined;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === "string" ? value : undefined;
}

export function numberAt(owner: unknown, key: string): number | undefined {
  const value = isObject(owner) ? owner[key] : undefined;
  return typeof value === "number" && !Number.isNaN(value) ? value : undefined;
}

/** JSON with sorted keys: two values are equal exactly if their texts are equal. */
export function stableText(value: unknown): string {
  return write(value, []);
}

function write(value: unknown, above: readonly unknown[]): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  // A YAML anchor can make a document that contains itself.
  if (above.includes(value)) return '"(circular)"';
  const inside = [...above, value];
  if (Array.isArray(value)) return `[${value.map((item) => write(item, inside)).join(",")}]`;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${write(item, inside)}`).join(",")}}`;
}

export function sameJson(one: unknown, other: unknown): boolean {
  return one === other || stableText(one) === stableText(other);
}

/** A value as a sentence quotes it: short, strings without quotation marks. */
export function shown(value: unknown): string {
  // Without quotation marks an empty text, or a space at its edge, is invisible.
  const bare = typeof value === "string" && value !== "" && value.trim() === value;
  const text = bare ? value : stableText(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Values as a sentence lists them: the first ones, and how many there are. */
export function shownList(values: readonly unknown[], most = 12): string {
  const texts = values.map(shown);
  if (texts.length <= most) return texts.join(", ");
  return `${texts.slice(0, most).join(", ")}, … (${texts.length} in all)`;
}
