import { isObject, type JsonObject, listAt, shown, textAt } from "../json.ts";
import type { OpenDocument } from "../open-document.ts";
import { readAnnotations } from "./annotations.ts";
import { readArrayFacts } from "./array-facts.ts";
import {
  type Branch,
  freeBranch,
  isFree,
  type JsonType,
  jsonTypes,
  typeOfValue,
} from "./branch.ts";
import { anything, bothCanonical, type Canonical, eitherCanonical } from "./canonical.ts";
import { discriminatorTags, withNames } from "./discriminator-tags.ts";
import { scalarsDisjoint } from "./disjoint.ts";
import type { Source } from "./facts.ts";
import { readNumberFacts } from "./number-facts.ts";
import { readObjectFacts } from "./object-facts.ts";
import type { Part } from "./part.ts";
import { sealed } from "./sealed.ts";
import { settled } from "./settled.ts";
import { readStringFacts } from "./string-facts.ts";

export interface SchemaReader {
  /** A schema as it stands in the document; anything that is no schema allows everything. */
  source(node: unknown): Source;
  canonical(source: Source): Canonical;
}

interface Expansion {
  canonical: Canonical;
  /** Parts that were already being expanded further up; their word was left out. */
  cut: ReadonlySet<number>;
}

export function createSchemaReader(document: OpenDocument): SchemaReader {
  const parts = new Map<unknown, Part>();
  const expansions = new Map<number, Expansion>();
  const canonicals = new Map<string, Canonical>();
  const underWay = new Set<number>();

  const partOf = (node: JsonObject | boolean): Part => {
    const known = parts.get(node);
    if (known) return known;
    const pointer = isObject(node) ? document.pointerOf(node) : "";
    const part = { id: parts.size + 1, raw: node, pointer };
    parts.set(node, part);
    return part;
  };
  const source = (node: unknown): Source =>
    isObject(node) || node === false ? [partOf(node)] : [];

  const canonical = (of: Source): Canonical => {
    const key = [...new Set(of.map((part) => part.id))].sort((a, b) => a - b).join("&");
    const known = canonicals.get(key);
    if (known) return known;
    const expansion = combine(of);
    const result = { ...expansion.canonical, key };
    if (expansion.cut.size === 0) canonicals.set(key, result);
    return result;
  };

  const combine = (of: Source): Expansion => {
    let result: Canonical | null = null;
    const cut = new Set<number>();
    for (const part of new Set(of)) {
      const expansion = expand(part);
      for (const id of expansion.cut) cut.add(id);
      result = result ? bothCanonical(result, expansion.canonical) : expansion.canonical;
    }
    const found = result ?? anything("");
    const branches = found.branches.map(settled).filter((branch) => branch !== null);
    return { canonical: { ...found, branches }, cut };
  };

  const expand = (part: Part): Expansion => {
    const known = expansions.get(part.id);
    if (known) return known;
    if (underWay.has(part.id))
      return { canonical: anything(part.pointer), cut: new Set([part.id]) };
    if (part.raw === false) return { canonical: { ...anything(""), branches: [] }, cut: new Set() };
    if (part.raw === true) return { canonical: anything(""), cut: new Set() };
    underWay.add(part.id);
    const { canonical: result, cut } = expandObject(part.raw, part);
    underWay.delete(part.id);
    const outer = new Set([...cut].filter((id) => id !== part.id));
    const expansion = { canonical: result, cut: outer };
    // What was left out on the way here may not be left out on another way.
    if (outer.size === 0) expansions.set(part.id, expansion);
    return expansion;
  };

  const expandObject = (raw: JsonObject, part: Part): Expansion => {
    const reference = textAt(raw, "$ref");
    if (reference === undefined) return expandKeywords(raw, part);
    const target = document.target(reference);
    const followed: Expansion = document.isExternal(reference)
      ? { canonical: { ...anything(part.pointer), undecided: [reference] }, cut: new Set() }
      : combine(source(target));
    const named = { ...followed, canonical: withNames(followed.canonical, reference) };
    if (document.dialect === "3.0" || Object.keys(raw).length === 1) return named;
    const beside = expandKeywords(raw, part);
    return {
      canonical: bothCanonical(beside.canonical, named.canonical),
      cut: new Set([...beside.cut, ...named.cut]),
    };
  };

  const expandKeywords = (raw: JsonObject, part: Part): Expansion => {
    const cut = new Set<number>();
    const member = (node: unknown): Canonical => {
      const expansion = combine(source(node));
      for (const id of expansion.cut) cut.add(id);
      return expansion.canonical;
    };
    let result: Canonical = {
      ...anything(part.pointer),
      branches: ownBranches(raw, part, document.dialect, source),
      notes: { ...readAnnotations(raw), idleNull: idleNullOf(raw, document.dialect) },
      undecided: undecidedIn(raw),
    };
    for (const node of listAt(raw, "allOf")) result = bothCanonical(result, member(node));
    const onlyOneType = new Set(result.branches.map((branch) => branch.type)).size === 1;
    for (const form of ["anyOf", "oneOf"] as const) {
      const nodes = listAt(raw, form);
      if (nodes.length === 0) continue;
      const before = cut.size;
      const members = nodes.map(member).map((one) => (onlyOneType ? one : pruned(one)));
      if (cut.size > before) continue;
      const apart = form === "anyOf" || isObject(raw["discriminator"]);
      const overlap = apart ? noOverlap : overlapOf(members);
      const union = eitherCanonical(members, form, overlap, part.pointer);
      result = bothCanonical(result, union);
    }
    const tags = discriminatorTags(raw, document);
    if (tags) result = { ...result, tags };
    const excluded = raw["not"] === undefined ? null : member(raw["not"]);
    if (excluded?.branches.every(isFree) && excluded.undecided.length === 0) {
      // "not: {type: null}" only takes a type away.
      const types = new Set(excluded.branches.map((branch) => branch.type));
      const wholeNumbersOnly = excluded.branches.length === 0;
      const left = result.branches.filter((branch) => wholeNumbersOnly || !types.has(branch.type));
      result = { ...result, branches: left };
    } else if (excluded) {
      const exclusions = source(raw["not"]);
      result = {
        ...result,
        branches: result.branches
          .filter((branch) => excluded.branches.some((other) => other.type === branch.type))
          .map((branch): Branch => ({ ...branch, exclusions: [...branch.exclusions, exclusions] }))
          .concat(
            result.branches.filter(
              (branch) => !excluded.branches.some((other) => other.type === branch.type),
            ),
          ),
      };
    }
    if (raw["unevaluatedProperties"] !== undefined) {
      result = { ...result, branches: result.branches.map(sealed) };
    }
    return { canonical: result, cut };
  };

  return { source, canonical };
}

function ownBranches(
  raw: JsonObject,
  part: Part,
  dialect: "3.0" | "3.1",
  source: (node: unknown) => Source,
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
    const common = { ...free, name, implied: declared === null && own === null, values: own };
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
  for (const name of names) {
    if (name === "integer") types.add("number");
    else if (jsonTypes.some((known) => known === name)) types.add(name as JsonType);
  }
  if (dialect === "3.0" && raw["nullable"] === true) types.add("null");
  return { types, integer: names.includes("integer") && !names.includes("number") };
}

function idleNullOf(raw: JsonObject, dialect: "3.0" | "3.1"): "enum" | "nullable" | null {
  const typed = declaredTypes(raw, dialect)?.types.has("null") ?? false;
  const listed = raw["enum"];
  if (typed && Array.isArray(listed) && !listed.includes(null)) return "enum";
  return raw["nullable"] === true && !typed ? "nullable" : null;
}

function undecidedIn(raw: JsonObject): string[] {
  const reference = raw["$dynamicRef"] ?? raw["$recursiveRef"];
  return reference === undefined ? [] : [`dynamic ${shown(reference)}`];
}

const noOverlap: Pick<Canonical, "exclusive" | "contested"> = { exclusive: false, contested: [] };

function overlapOf(members: readonly Canonical[]): Pick<Canonical, "exclusive" | "contested"> {
  let exclusive = false;
  const contested: (readonly [Branch, Branch])[] = [];
  for (const [i, one] of members.entries()) {
    for (const other of members.slice(i + 1)) {
      for (const a of one.branches) {
        for (const b of other.branches) {
          if (a.type === "object" && b.type === "object") contested.push([a, b]);
          else if (!scalarsDisjoint(a, b)) exclusive = true;
        }
      }
    }
  }
  return { exclusive, contested };
}

/** Without "type", keywords of objects (or arrays) mean that an object is meant. */
export function pruned(whole: Canonical): Canonical {
  const spoken = new Set(
    whole.branches.filter((branch) => !isFree(branch)).map((branch) => branch.type),
  );
  const types = new Set(whole.branches.map((branch) => branch.type));
  const meant = spoken.size === 1 ? [...spoken][0] : undefined;
  if (types.size < jsonTypes.length || !whole.branches.every((branch) => branch.implied))
    return whole;
  if (meant !== "object" && meant !== "array") return whole;
  return { ...whole, branches: whole.branches.filter((branch) => branch.type === meant) };
}
