import { type Annotations, bothAnnotations, noAnnotations } from "./annotations.ts";
import { type Branch, bothBranches, branchKey, freeBranch, isFree, jsonTypes } from "./branch.ts";
import type { Source } from "./facts.ts";
import { freeNumber } from "./number-facts.ts";
import { settled } from "./settled.ts";

/** A schema as the set of values it admits: alternatives of one JSON type each. */
export interface Canonical {
  /** Equal for equal sets of parts of one document. */
  key: string;
  pointer: string;
  branches: readonly Branch[];
  form: "plain" | "anyOf" | "oneOf";
  /** A value must match exactly one alternative, and some value certainly matches two. */
  exclusive: boolean;
  /** Members of a `oneOf` that could overlap; looked into only when it matters, they may recur. */
  contested: readonly (readonly [Branch, Branch])[];
  /** Tag value to the name of the member it stands for. */
  tags: ReadonlyMap<string, string> | null;
  /** Tag value to a schema that only a discriminator's mapping leads to: inheritance by `allOf`. */
  heirs: ReadonlyMap<string, Source>;
  notes: Annotations;
  /** Parts that could not be followed; they compare by their text. */
  undecided: readonly string[];
}

// More alternatives than a reader needs; beyond this number only equality is decided.
const mostBranches = 150;

/** The reason of a schema with more alternatives than that. */
export const tooMany = "too many alternatives";

export function anything(pointer: string): Canonical {
  return {
    key: "",
    pointer,
    branches: jsonTypes.map((type) => freeBranch(type, pointer)),
    form: "plain",
    exclusive: false,
    contested: [],
    tags: null,
    heirs: new Map(),
    notes: noAnnotations,
    undecided: [],
  };
}

export function bothCanonical(outer: Canonical, inner: Canonical): Canonical {
  const branches: Branch[] = [];
  for (const one of outer.branches) {
    for (const other of inner.branches) {
      if (one.type !== other.type || branches.length > mostBranches) continue;
      const both = bothBranches(one, other);
      if (both) branches.push(both);
    }
  }
  const excess = branches.length > mostBranches ? [tooMany] : [];
  return {
    key: "",
    pointer: outer.pointer,
    branches,
    form: outer.form === "plain" ? inner.form : outer.form,
    exclusive: outer.exclusive || inner.exclusive,
    contested: [...outer.contested, ...inner.contested],
    tags: outer.tags ?? inner.tags,
    heirs: outer.heirs.size > 0 ? outer.heirs : inner.heirs,
    notes: bothAnnotations(outer.notes, inner.notes),
    undecided: [...new Set([...outer.undecided, ...inner.undecided, ...excess])],
  };
}

export function eitherCanonical(
  members: readonly Canonical[],
  form: "anyOf" | "oneOf",
  overlap: Pick<Canonical, "exclusive" | "contested">,
  pointer: string,
): Canonical {
  const substantial = members.filter(
    (member) => !member.branches.every((branch) => branch.type === "null"),
  );
  const only = substantial.length === 1 ? substantial[0] : undefined;
  const all = members.flatMap((member) => member.branches.map(settled)).filter((b) => b !== null);
  const keep = (branch: Branch) =>
    overlap.exclusive || (overlap.contested.length > 0 && branch.type === "object");
  const branches = [...absorbed(all.filter((branch) => !keep(branch))), ...all.filter(keep)];
  return {
    key: "",
    pointer,
    branches: branches.slice(0, mostBranches),
    form: only ? only.form : form,
    exclusive: overlap.exclusive || (only?.exclusive ?? false),
    contested: [...overlap.contested, ...(only?.contested ?? [])],
    tags: only?.tags ?? null,
    heirs: only?.heirs ?? new Map(),
    notes: only ? only.notes : membersNotes(members),
    undecided: [
      ...new Set(members.flatMap((member) => member.undecided)),
      ...(branches.length > mostBranches ? [tooMany] : []),
    ],
  };
}

/** The annotations of several alternatives whose changes must be reported. */
function membersNotes(members: readonly Canonical[]): Annotations {
  const named = members.flatMap(({ notes, branches }) =>
    [...notes.unknown].map(
      ([key, text]) => [`${key} of ${branches[0]?.name ?? "a member"}`, text] as const,
    ),
  );
  return {
    ...noAnnotations,
    texts: [...new Set(members.flatMap((member) => member.notes.texts))].sort(),
    unknown: new Map(named),
    extensions: new Map(members.flatMap((member) => [...member.notes.extensions])),
  };
}

/** An alternative that is inside another is left out; lists of values of one type become one list. */
function absorbed(all: readonly Branch[]): Branch[] {
  const result: Branch[] = [];
  const seen = new Set<string>();
  for (const branch of all) {
    const key = branchKey(branch);
    if (seen.has(key)) continue;
    seen.add(key);
    const at = result.findIndex((other) => isInside(branch, other) || bothLists(branch, other));
    const host = result[at];
    if (host === undefined) {
      const outer = result.filter((other) => isInside(other, branch));
      const rest = result.filter((other) => !outer.includes(other));
      result.splice(0, result.length, ...rest, suggesting(branch, outer));
    } else if (isInside(branch, host)) {
      result[at] = suggesting(host, [branch]);
    } else {
      const values = new Map(
        [...(host.values ?? []), ...(branch.values ?? [])].map((v) => [JSON.stringify(v), v]),
      );
      const open = host.open && branch.open;
      result[at] = settledValues({ ...host, open, values: [...values.values()] });
    }
  }
  return result;
}

function settledValues(branch: Branch): Branch {
  return branch.type === "boolean" && branch.values?.length === 2
    ? { ...branch, values: null }
    : branch;
}

function bothLists(one: Branch, other: Branch): boolean {
  return one.type === other.type && isList(one) && isList(other);
}

function isList(branch: Branch): boolean {
  return (
    branch.values !== null && branch.exclusions.length === 0 && branch.conditionals.length === 0
  );
}

function isInside(inner: Branch, outer: Branch): boolean {
  if (inner.type !== outer.type) return false;
  if (isFree(outer)) return true;
  if (inner.type !== "number" || outer.type !== "number") return false;
  // A whole number is a number, and a free integer holds any list of whole ones.
  const freeInteger = isFree({ ...outer, facts: { ...outer.facts, integer: false } });
  return (
    freeInteger &&
    (inner.facts.integer || (inner.values?.every((value) => Number.isInteger(value)) ?? false)) &&
    outer.facts.integer !== freeNumber.integer
  );
}

function suggesting(host: Branch, inner: readonly Branch[]): Branch {
  const values = inner.flatMap((branch) => [...(branch.values ?? []), ...branch.suggested]);
  return values.length === 0 ? host : { ...host, suggested: [...host.suggested, ...values] };
}

/** `not`: where it names whole types they are taken away, else the branches it concerns remember it. */
export function withExclusion(schema: Canonical, excluded: Canonical, source: Source): Canonical {
  const concerned = (type: string) => excluded.branches.some((branch) => branch.type === type);
  if (excluded.undecided.length === 0 && excluded.branches.every(isFree)) {
    return { ...schema, branches: schema.branches.filter(({ type }) => !concerned(type)) };
  }
  const branches = schema.branches.map((branch) =>
    concerned(branch.type) ? { ...branch, exclusions: [...branch.exclusions, source] } : branch,
  );
  return { ...schema, branches };
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
