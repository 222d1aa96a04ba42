import { type JsonObject, shown, textAt } from "../document/json.ts";
import { readArrayFacts } from "./array-facts.ts";
import { type Branch, freeBranch, type JsonType, jsonTypes, typeOfValue } from "./branch.ts";
import type { Part, Source } from "./facts.ts";
import { readNumberFacts } from "./number-facts.ts";
import { readObjectFacts } from "./object-facts.ts";
import { settled } from "./settled.ts";
import { readStringFacts } from "./string-facts.ts";

/** One branch for each JSON type the schema's own keywords admit. */
export function ownBranches(
  raw: JsonObject,
  part: Part,
  dialect: "3.0" | "3.1",
  source: (node: unknown) => Source,
  open: boolean,
): Branch[] {
  const declared = declaredTypes(raw, dialect);
  const listed = raw["const"] !== undefined ? [raw["const"]] : raw["enum"];
  const values = Array.isArray(listed) ? listed : null;
  const result: Branch[] = [];
  for (const type of jsonTypes) {
    if (declared !== null && !declared.types.has(type)) continue;
    const own = values?.filter((value) => typeOfValue(value) === type) ?? null;
    if (own?.length === 0) continue;
    const free = freeBranch(type, part.pointer);
    const name = textAt(raw, "title") ?? null;
    const common = { ...free, name, implied: declared === null && own === null, values: own, open };
    const branch = withConditional(
      withFacts(common, raw, declared?.integer ?? false, source),
      raw,
      part,
      source,
    );
    const kept = settled(branch);
    if (kept) result.push(kept);
  }
  return result;
}

function withFacts(
  branch: Branch,
  raw: JsonObject,
  integer: boolean,
  source: (node: unknown) => Source,
): Branch {
  if (branch.type === "string") return { ...branch, facts: readStringFacts(raw, source) };
  if (branch.type === "number") return { ...branch, facts: readNumberFacts(raw, integer) };
  if (branch.type === "array") return { ...branch, facts: readArrayFacts(raw, source) };
  if (branch.type === "object") return { ...branch, facts: readObjectFacts(raw, source) };
  return branch;
}

function withConditional(
  branch: Branch,
  raw: JsonObject,
  part: Part,
  source: (node: unknown) => Source,
): Branch {
  if (raw["if"] === undefined) return branch;
  if (raw["then"] === undefined && raw["else"] === undefined) return branch;
  const conditional = {
    pointer: part.pointer,
    condition: source(raw["if"]),
    consequence: source(raw["then"] ?? true),
    alternative: source(raw["else"] ?? true),
  };
  return { ...branch, conditionals: [...branch.conditionals, conditional] };
}

function declaredTypes(
  raw: JsonObject,
  dialect: "3.0" | "3.1",
): { types: Set<JsonType>; integer: boolean } | null {
  const type = raw["type"];
  const names = typeof type === "string" ? [type] : Array.isArray(type) ? type : null;
  if (names === null) return null;
  const types = new Set<JsonType>();
  if (!names.some((name) => name === "integer" || jsonTypes.some((one) => one === name)))
    return null;
  for (const name of names) {
    if (name === "integer") types.add("number");
    else if (jsonTypes.some((known) => known === name)) types.add(name as JsonType);
  }
  if (dialect === "3.0" && raw["nullable"] === true) types.add("null");
  return { types, integer: names.includes("integer") && !names.includes("number") };
}

/** The place of a null that has no effect. */
export function idleNullOf(raw: JsonObject, dialect: "3.0" | "3.1"): "enum" | "nullable" | null {
  const typed = declaredTypes(raw, dialect)?.types.has("null") ?? false;
  const listed = raw["enum"];
  if (typed && Array.isArray(listed) && !listed.includes(null)) return "enum";
  return raw["nullable"] === true && !typed ? "nullable" : null;
}

/** Parts that cannot be followed, or are no JSON type; compared by their text. */
export function undecidedIn(raw: JsonObject): string[] {
  const reference = raw["$dynamicRef"] ?? raw["$recursiveRef"];
  const types = Array.isArray(raw["type"]) ? raw["type"] : [raw["type"] ?? "object"];
  const strange = types.filter(
    (type) => type !== "integer" && !jsonTypes.some((one) => one === type),
  );
  return [
    ...(reference === undefined ? [] : [`dynamic ${shown(reference)}`]),
    ...strange.map((type) => `type ${shown(type)}`),
  ];
}
