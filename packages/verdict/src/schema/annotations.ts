import { isObject, type JsonObject, stableText, textAt } from "../document/json.ts";

/** The parts of a schema that admit or reject no value. */
export interface Annotations {
  texts: readonly string[];
  default: { value: unknown } | null;
  deprecated: boolean;
  sunset: string | null;
  readOnly: boolean;
  writeOnly: boolean;
  xml: string | null;
  dialect: string | null;
  discriminator: JsonObject | null;
  /** A null that is written down and admits nothing: beside an enum without it, or where it has no effect. */
  idleNull: "enum" | "nullable" | null;
  extensible: readonly unknown[] | null;
  enumNames: string | null;
  extensions: ReadonlyMap<string, string>;
  unknown: ReadonlyMap<string, string>;
}

export const noAnnotations: Annotations = {
  texts: [],
  default: null,
  deprecated: false,
  sunset: null,
  readOnly: false,
  writeOnly: false,
  xml: null,
  dialect: null,
  discriminator: null,
  idleNull: null,
  extensible: null,
  enumNames: null,
  extensions: new Map(),
  unknown: new Map(),
};

const textKeys = ["title", "description", "example", "examples", "$comment", "externalDocs"];
const enumNameKeys = [
  "x-enum-varnames",
  "x-enumNames",
  "x-enum-descriptions",
  "x-enumDescriptions",
];
const otherExtensions = new Set(["x-extensible-enum", "x-sunset", ...enumNameKeys]);
const schemaKeys = new Set([
  ...textKeys,
  ..."type enum const format pattern minLength maxLength minimum maximum".split(" "),
  ..."exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems uniqueItems items".split(" "),
  ..."prefixItems additionalItems contains minContains maxContains unevaluatedItems".split(" "),
  ..."properties patternProperties additionalProperties unevaluatedProperties required".split(" "),
  ..."minProperties maxProperties propertyNames dependentRequired dependentSchemas".split(" "),
  ..."dependencies allOf anyOf oneOf not if then else nullable discriminator xml".split(" "),
  ..."readOnly writeOnly deprecated default contentEncoding contentMediaType".split(" "),
  ..."contentSchema $ref $defs definitions $anchor $id $schema $dynamicRef".split(" "),
  ..."$dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary".split(" "),
]);

export function readAnnotations(raw: JsonObject): Annotations {
  const extensible = raw["x-extensible-enum"];
  const names = enumNameKeys.filter((key) => raw[key] !== undefined).map((key) => raw[key]);
  const others = Object.entries(raw).filter(
    ([key]) => !schemaKeys.has(key) && !otherExtensions.has(key),
  );
  const entries = others.map(([key, value]) => [key, stableText(value)] as const);
  return {
    texts: textKeys.flatMap((key) =>
      raw[key] === undefined ? [] : [`${key} ${stableText(raw[key]).trim()}`],
    ),
    default: raw["default"] === undefined ? null : { value: raw["default"] },
    deprecated: raw["deprecated"] === true,
    sunset: textAt(raw, "x-sunset") ?? null,
    readOnly: raw["readOnly"] === true,
    writeOnly: raw["writeOnly"] === true,
    dialect: textAt(raw, "$schema") ?? null,
    xml: raw["xml"] === undefined ? null : stableText(raw["xml"]),
    discriminator: isObject(raw["discriminator"]) ? raw["discriminator"] : null,
    idleNull: null,
    extensible: Array.isArray(extensible) ? extensible : null,
    enumNames: names.length > 0 ? stableText(names) : null,
    extensions: new Map(entries.filter(([key]) => key.startsWith("x-"))),
    unknown: new Map(entries.filter(([key]) => !key.startsWith("x-"))),
  };
}

/** If both schemas have an annotation, the outer one counts. */
export function bothAnnotations(outer: Annotations, inner: Annotations): Annotations {
  return {
    texts: [...new Set([...outer.texts, ...inner.texts])].sort(),
    default: outer.default ?? inner.default,
    deprecated: outer.deprecated || inner.deprecated,
    sunset: outer.sunset ?? inner.sunset,
    readOnly: outer.readOnly || inner.readOnly,
    writeOnly: outer.writeOnly || inner.writeOnly,
    xml: outer.xml ?? inner.xml,
    dialect: outer.dialect ?? inner.dialect,
    discriminator: outer.discriminator ?? inner.discriminator,
    idleNull: outer.idleNull ?? inner.idleNull,
    extensible: outer.extensible ?? inner.extensible,
    enumNames: outer.enumNames ?? inner.enumNames,
    extensions: new Map([...inner.extensions, ...outer.extensions]),
    unknown: new Map([...inner.unknown, ...outer.unknown]),
  };
}
