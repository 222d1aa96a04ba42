/** Says what came in place of an expected value, without the value itself, which may be a secret. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value === "number") return String(value);
  if (value === "") return "an empty string";
  const name = tagOf(value);
  const invalid = name === "Date" && Number.isNaN(Number(value));
  return `${invalid ? "an invalid" : /^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
}

/** `Object`, `Array`, `Map`, … : the kind of a value, also of one from another realm. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
