import { isObject, type JsonObject, listAt, objectAt, stableText } from "../document/json.ts";

/** JSON Schema read word by word, for a value of any size: slow, and with nothing in common with the comparison. */
export function isValid(schema: unknown, value: unknown, schemas: JsonObject): boolean {
  if (!isObject(schema)) return schema !== false;
  const is = (inner: unknown, own: unknown = value) => isValid(inner, own, schemas);
  const has = (key: string) => schema[key] !== undefined;
  const number = (key: string, other: number) => (has(key) ? Number(schema[key]) : other);
  const between = (size: number, kind: string) =>
    size >= number(`min${kind}`, 0) && size <= number(`max${kind}`, Number.POSITIVE_INFINITY);
  const same = (other: unknown) => stableText(other) === stableText(value);

  if (has("$ref") && !is(schemas[String(schema["$ref"]).split("/").at(-1) ?? ""])) return false;
  if (has("type") && ![schema["type"]].flat().some((type) => isOfType(value, type))) return false;
  if (has("enum") && !listAt(schema, "enum").some(same)) return false;
  if (has("const") && !same(schema["const"])) return false;
  if (!listAt(schema, "allOf").every((member) => is(member))) return false;
  if (has("anyOf") && !listAt(schema, "anyOf").some((member) => is(member))) return false;
  const matched = listAt(schema, "oneOf").filter((member) => is(member)).length;
  if (has("oneOf") && matched !== 1) return false;
  if (has("not") && is(schema["not"])) return false;
  if (has("if") && !is(schema[is(schema["if"]) ? "then" : "else"])) return false;
  if (typeof value === "number") {
    const multiples = !has("multipleOf") || Number.isInteger(value / number("multipleOf", 1));
    const above = value > number("exclusiveMinimum", Number.NEGATIVE_INFINITY);
    const below = value < number("exclusiveMaximum", Number.POSITIVE_INFINITY);
    const low = number("minimum", Number.NEGATIVE_INFINITY);
    const high = number("maximum", Number.POSITIVE_INFINITY);
    return multiples && above && below && value >= low && value <= high;
  }
  if (typeof value === "string") {
    const fits = !has("pattern") || new RegExp(String(schema["pattern"]), "u").test(value);
    return fits && between([...value].length, "Length");
  }
  if (Array.isArray(value)) {
    const heads = listAt(schema, "prefixItems");
    const found = value.filter((item) => is(schema["contains"], item)).length;
    const distinct =
      schema["uniqueItems"] !== true || new Set(value.map(stableText)).size === value.length;
    return (
      distinct &&
      between(value.length, "Items") &&
      value.every((item, i) => is(i < heads.length ? heads[i] : schema["items"], item)) &&
      (!has("contains") || (found >= number("minContains", 1) && between(found, "Contains")))
    );
  }
  if (!isObject(value)) return true;
  const properties = objectAt(schema, "properties");
  const needed = Object.entries(objectAt(schema, "dependentRequired"))
    .filter(([key]) => key in value)
    .flatMap(([, keys]) => keys);
  return (
    between(Object.keys(value).length, "Properties") &&
    [...listAt(schema, "required"), ...needed].every((key) => String(key) in value) &&
    Object.entries(value).every(
      ([key, inner]) =>
        is(key in properties ? properties[key] : schema["additionalProperties"], inner) &&
        is(schema["propertyNames"], key),
    )
  );
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}
