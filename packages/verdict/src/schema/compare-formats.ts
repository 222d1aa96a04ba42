import { found, type Place, type SchemaFinding } from "./comparison.ts";

// Each format with those that hold all its values.
const widerStrings: Readonly<Record<string, readonly string[]>> = {
  date: [],
  time: [],
  "date-time": [],
  duration: [],
  email: ["idn-email"],
  "idn-email": [],
  hostname: ["idn-hostname"],
  "idn-hostname": [],
  ipv4: [],
  ipv6: [],
  uri: ["uri-reference", "iri", "iri-reference"],
  "uri-reference": ["iri-reference"],
  iri: ["iri-reference"],
  "iri-reference": [],
  "uri-template": [],
  uuid: [],
  "json-pointer": [],
  "relative-json-pointer": [],
  regex: [],
  binary: [],
};
const widerNumbers: Readonly<Record<string, readonly string[]>> = {
  int8: ["int16", "int32", "int64", "float", "double"],
  uint8: ["int16", "uint16", "int32", "uint32", "int64", "uint64", "float", "double"],
  int16: ["int32", "int64", "float", "double"],
  uint16: ["int32", "uint32", "int64", "uint64", "float", "double"],
  uint32: ["int64", "uint64", "double"],
  uint64: [],
  int32: ["int64", "double"],
  int64: [],
  float: ["double"],
  double: [],
};
const hints = new Set(["password"]);

function isHint(kind: "string" | "number", format: string): boolean {
  const foreign = kind === "string" ? widerNumbers : widerStrings;
  return hints.has(format) || foreign[format] !== undefined;
}

export function compareFormats(
  kind: "string" | "number",
  oldNames: readonly string[],
  newNames: readonly string[],
  { precise = false, ...place }: Place & { precise?: boolean },
): SchemaFinding[] {
  const wider = kind === "string" ? widerStrings : widerNumbers;
  const gone = oldNames.filter((format) => !newNames.includes(format));
  const come = newNames.filter((format) => !oldNames.includes(format));
  const oldKeys = gone.filter((format) => !isHint(kind, format));
  const newKeys = come.filter((format) => !isHint(kind, format));
  // A format of texts does not apply to numbers, nor a format of numbers to texts.
  const hint = oldKeys.length < gone.length || newKeys.length < come.length;
  const findings = hint ? [found("format.hint", place)] : [];
  const strange = [...oldKeys, ...newKeys].filter((format) => wider[format] === undefined);
  const [one] = oldKeys;
  const [other] = newKeys;
  const marks = { old: oldKeys.join(" and "), new: newKeys.join(" and ") };
  if (strange.length > 0) {
    const text =
      one === undefined
        ? `Unknown format ${marks.new}.`
        : `Format ${marks.old} became ${marks.new || "none"}; not a format we know.`;
    return [...findings, found("format.unknown", place, marks, { text })];
  }
  if (one === undefined && other === undefined) return findings;
  if (one === undefined) return [...findings, found("format.added", place, marks)];
  if (other === undefined) return [...findings, found("format.removed", place, marks)];
  const rule = wider[one]?.includes(other)
    ? "format.widened"
    : wider[other]?.includes(one)
      ? "format.narrowed"
      : "format.unrelated";
  // Only whole numbers lose digits past 2^53, and only where there are such numbers.
  const text =
    rule === "format.widened" && (other !== "int64" || precise)
      ? `${one} became ${other}.`
      : undefined;
  return [...findings, found(rule, place, marks, text === undefined ? {} : { text })];
}
