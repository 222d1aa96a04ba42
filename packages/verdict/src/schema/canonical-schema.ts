import { createHash } from "node:crypto";
import { isObject, type JsonObject, listAt, stableText, textAt } from "../document/json.ts";
import { isExternal, type OpenDocument } from "../document/open-document.ts";
import { readAnnotations } from "./annotations.ts";
import { isFree } from "./branch.ts";
import {
  anything,
  bothCanonical,
  type Canonical,
  eitherCanonical,
  pruned,
  tooMany,
  withExclusion,
} from "./canonical.ts";
import { discriminatorTags, mappedHeirs, withNames } from "./discriminators.ts";
import { noOverlap, overlapOf } from "./disjoint.ts";
import type { Part, Source } from "./facts.ts";
import { idleNullOf, ownBranches, undecidedIn } from "./own-branches.ts";
import { sealed, settled } from "./settled.ts";

export interface SchemaReader {
  /** A schema as written in the document; a value that is no schema allows everything. */
  source(node: unknown): Source;
  canonical(source: Source): Canonical;
}

interface Expansion {
  canonical: Canonical;
  /** Parts that were already being expanded further up, so they were left out. */
  cut: ReadonlySet<number>;
}

/** @param open the enums that may grow, see openEnums */
export function createSchemaReader(
  document: OpenDocument,
  open: ReadonlySet<JsonObject> = new Set(),
): SchemaReader {
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
  // A mere reference is what it refers to: places that refer to one schema are one and the same.
  const source = (node: unknown): Source => {
    const seen = new Set<unknown>();
    let current = node;
    while (isMereReference(current, document) && !seen.has(current)) {
      seen.add(current);
      current = document.target(current.$ref);
    }
    return isObject(current) || current === false ? [partOf(current)] : [];
  };

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
    const found = withHash(
      result ?? anything(""),
      of.map(({ raw }) => raw),
      document,
    );
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
    const { canonical: own, cut } = expandObject(part.raw, part);
    const named = /^#\/components\/schemas\/[^/]+$/.test(part.pointer);
    const result = named ? withNames(own, part.pointer) : own;
    underWay.delete(part.id);
    const outer = new Set([...cut].filter((id) => id !== part.id));
    const expansion = { canonical: result, cut: outer };
    // Parts that were left out on this path may be needed on another.
    if (outer.size === 0) expansions.set(part.id, expansion);
    return expansion;
  };

  const expandObject = (raw: JsonObject, part: Part): Expansion => {
    const reference = textAt(raw, "$ref");
    if (reference === undefined) return expandKeywords(raw, part);
    const target = document.target(reference);
    const followed: Expansion = isExternal(reference)
      ? { canonical: { ...anything(part.pointer), undecided: [reference] }, cut: new Set() }
      : combine(source(target));
    const named = { ...followed, canonical: withNames(followed.canonical, reference) };
    if (document.dialect === "3.0" || Object.keys(raw).length === 1) return named;
    const beside = expandKeywords(raw, part);
    return {
      canonical: withHash(bothCanonical(beside.canonical, named.canonical), [raw], document),
      cut: new Set([...beside.cut, ...named.cut]),
    };
  };

  const expandKeywords = (raw: JsonObject, part: Part): Expansion => {
    const cut = new Set<number>();
    const membersOf = (nodes: readonly unknown[], own: number) => {
      const members: Canonical[] = [];
      const ids = new Set<number>();
      let elsewhere = false;
      for (const node of nodes) {
        const { canonical: one, cut: left } = combine(source(node));
        for (const id of left) ids.add(id);
        // "A is A or text" is text; only members that are nothing but the cut are left out.
        const nothingElse = left.size > 0 && one.branches.every(isFree);
        if (nothingElse) elsewhere ||= !left.has(own);
        else members.push(onlyOneType() ? one : pruned(one));
      }
      return { members, endless: { ids, elsewhere } };
    };
    const onlyOneType = () => new Set(result.branches.map((branch) => branch.type)).size === 1;
    const member = (node: unknown): Canonical => {
      const expansion = combine(source(node));
      for (const id of expansion.cut) cut.add(id);
      return expansion.canonical;
    };
    let result: Canonical = {
      ...anything(part.pointer),
      branches: ownBranches(raw, part, document.dialect, source, open.has(raw)),
      notes: { ...readAnnotations(raw), idleNull: idleNullOf(raw, document.dialect) },
      undecided: undecidedIn(raw),
    };
    for (const node of listAt(raw, "allOf")) result = bothCanonical(result, member(node));
    for (const form of ["anyOf", "oneOf"] as const) {
      const nodes = listAt(raw, form);
      if (nodes.length === 0) continue;
      const { members, endless } = membersOf(nodes, part.id);
      for (const id of endless.ids) cut.add(id);
      // A member that is what is being expanded further up already holds: nothing is left to choose.
      if (endless.elsewhere || members.length === 0) continue;
      const overlap = form === "anyOf" ? noOverlap : overlapOf(members);
      const union = eitherCanonical(members, form, overlap, part.pointer);
      result = bothCanonical(result, union);
    }
    const tags = discriminatorTags(raw);
    if (tags) result = { ...result, tags, heirs: mappedHeirs(raw, document, source) };
    if (raw["not"] !== undefined) {
      result = withExclusion(result, member(raw["not"]), source(raw["not"]));
    }
    if (raw["unevaluatedProperties"] !== undefined) {
      result = { ...result, branches: result.branches.map(sealed) };
    }
    const noNull = !result.branches.some((branch) => branch.type === "null");
    if (raw["nullable"] === true && noNull && result.notes.idleNull === null) {
      result = { ...result, notes: { ...result.notes, idleNull: "nullable" } };
    }
    return { canonical: withHash(result, [raw], document), cut };
  };

  return { source, canonical };
}

/**
 * Only equality is decided where there are too many alternatives: the reason has a hash of the
 * schemas, and of everything that they refer to.
 */
function withHash(
  canonical: Canonical,
  raws: readonly (JsonObject | boolean)[],
  document: OpenDocument,
): Canonical {
  if (!canonical.undecided.includes(tooMany)) return canonical;
  const undecided = canonical.undecided.map((reason) =>
    reason === tooMany ? `${reason} ${hashOf(raws, document)}` : reason,
  );
  return { ...canonical, undecided };
}

function hashOf(raws: readonly (JsonObject | boolean)[], document: OpenDocument): string {
  const hash = createHash("sha256");
  const found: unknown[] = [...raws];
  const seen = new Set<unknown>(found);
  const look = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const reference = isObject(node) ? node["$ref"] : undefined;
    if (typeof reference === "string" && !isExternal(reference)) {
      const target = document.target(reference);
      if (!seen.has(target)) found.push(target);
      seen.add(target);
    }
    for (const child of Object.values(node)) look(child);
  };
  // The list grows while it is read.
  for (const node of found) {
    hash.update(stableText(node));
    look(node);
  }
  return hash.digest("hex").slice(0, 8);
}

function isMereReference(node: unknown, document: OpenDocument): node is { $ref: string } {
  if (!isObject(node) || typeof node["$ref"] !== "string") return false;
  const alone = document.dialect === "3.0" || Object.keys(node).length === 1;
  return alone && !isExternal(node["$ref"]);
}
