import type { Json, JsonObject } from "../json.ts";

/**
 * Whether a thing matches a list's query. A key filters if it is a field of the thing, such a field
 * with `_contains`, or a field `…_at` with `_after` or `_before`. Other keys are
 * ignored.
 */
export function listFilter(
  query: Readonly<Record<string, unknown>>,
): (thing: JsonObject) => boolean {
  const tests = Object.entries(query).map(([name, value]) => readTest(name, value));
  return (thing) => tests.every((test) => test(thing));
}

function readTest(name: string, value: unknown): (thing: JsonObject) => boolean {
  const [, stem = "", kind] = /^(.+)_(contains|after|before)$/.exec(name) ?? [];
  const derived = (field: Json | undefined): boolean => {
    if (typeof field !== "string") return true;
    if (kind === "contains") return field.toLowerCase().includes(String(value).toLowerCase());
    const difference = Date.parse(field) - Date.parse(String(value));
    return kind === "after" ? !(difference < 0) : !(difference > 0);
  };
  return (thing) => {
    const own = thing[name];
    if (own !== undefined) return own === value;
    if (kind === undefined) return true;
    return derived(thing[kind === "contains" ? stem : `${stem}_at`]);
  };
}
