/** Says what came in place of an expected value, without the value itself, which may be a secret. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value === "number") return String(value);
  if (value === "") return "an empty string";
  const tag = tagOf(value);
  if (tag === "Date" && Number.isNaN(Number(value))) return "an invalid Date";
  return /^(Object|Array|String)$/.test(tag) ? tag.toLowerCase() : tag;
}

/** `Object`, `Array`, `Map`, … : the kind of a value, also of one from another realm. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
