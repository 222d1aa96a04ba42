import { shownList } from "../document/json.ts";
import type { ChangeClass } from "../rules/change-class.ts";
import { type Branch, isFree, type JsonType, jsonTypes } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import { found, type Place, type SchemaFinding } from "./comparison.ts";
import { memberName } from "./match-members.ts";

/** The JSON types that were added and removed. `settled`: no other finding adds to it. */
export function compareTypes(
  oldSchema: Canonical,
  newSchema: Canonical,
  place: Place,
): { findings: SchemaFinding[]; settled: boolean } {
  const oldSet = typesOf(oldSchema);
  const newSet = typesOf(newSchema);
  if (newSet.size === 0 || oldSet.size === 0) {
    if (newSet.size === oldSet.size) return { findings: [], settled: true };
    const opposite: ChangeClass = place.direction === "request" ? "additive" : "breaking";
    const text = "Something is valid here now.";
    const gone = found("schema.false", place);
    const came = found("schema.false", place, {}, { class: opposite, text });
    return { findings: [newSet.size === 0 ? gone : came], settled: true };
  }
  const realOld = [...oldSet].filter((type) => type !== "null");
  const realNow = [...newSet].filter((type) => type !== "null");
  const apart =
    realOld.length > 0 && realNow.length > 0 && !realOld.some((type) => newSet.has(type));
  if (apart) {
    const marks = { old: namesOf(oldSchema), new: namesOf(newSchema) };
    return { findings: [found("type.replaced", place, marks)], settled: true };
  }
  const all = jsonTypes.length;
  const findings: SchemaFinding[] = [];
  if (newSet.size === all && oldSet.size < all) findings.push(found("type.undeclared", place));
  if (oldSet.size === all && newSet.size < all) {
    findings.push(found("type.declared", place, { new: namesOf(newSchema) }));
  }
  if (newSet.size < all && oldSet.size < all) {
    for (const type of jsonTypes) {
      if (newSet.has(type) && !oldSet.has(type)) {
        const meant = type === "null" && oldSchema.notes.idleNull === "nullable";
        findings.push(meant ? nullMeant(place) : gained(type, oldSchema, newSchema, place));
      }
      if (oldSet.has(type) && !newSet.has(type)) findings.push(lost(type, oldSchema, place));
    }
  }
  findings.push(...impliedChange(oldSchema, newSchema, place));
  return { findings, settled: false };
}

/** `nullable` was written where it had no effect; readers and the generator read it as null. */
function nullMeant(place: Place): SchemaFinding {
  if (place.direction === "request") return found("null.gained", place);
  const text = "May be null; `nullable` was written before, where it had no effect.";
  return found("null.gained", place, {}, { class: "risky", text });
}

function gained(
  type: JsonType,
  oldSchema: Canonical,
  newSchema: Canonical,
  place: Place,
): SchemaFinding {
  if (type === "null") return found("null.gained", place);
  const members = newSchema.branches.filter((branch) => branch.type === type);
  const onlyValues = members.every((branch) => branch.values);
  if (onlyValues) {
    const values = shownList(members.flatMap((branch) => branch.values ?? []));
    const opened =
      place.direction === "response" &&
      type === "string" &&
      oldSchema.branches.some((branch) => branch.open);
    return found("enum.gained", place, { new: values }, opened ? { class: "additive" } : {});
  }
  const member = members.map(memberName).join(", ");
  if (newSchema.form === "plain") return found("type.gained", place, { new: member });
  return found(newSchema.form === "oneOf" ? "one-of.added" : "any-of.added", place, { member });
}

function lost(type: JsonType, oldSchema: Canonical, place: Place): SchemaFinding {
  if (type === "null") return found("null.lost", place);
  const members = oldSchema.branches.filter((branch) => branch.type === type);
  const member = members.map(memberName).join(", ");
  if (members.every((branch) => branch.values)) {
    const values = shownList(members.flatMap((branch) => branch.values ?? []));
    return found("enum.lost", place, { old: values });
  }
  if (oldSchema.form === "plain") return found("type.lost", place, { old: member });
  return found(
    oldSchema.form === "oneOf" ? "one-of.removed" : "any-of.removed",
    place,
    { member },
    {
      class: place.direction === "request" ? "breaking" : "additive",
    },
  );
}

function impliedChange(oldSchema: Canonical, newSchema: Canonical, place: Place): SchemaFinding[] {
  const oldType = impliedType(oldSchema);
  const newType = impliedType(newSchema);
  const same = typesOf(oldSchema).size === 1 && typesOf(newSchema).size === 1;
  if (oldType === newType || !same) return [];
  if (newType !== null) return [found("type.implied", place, { old: newType })];
  const level = place.direction === "request" ? "risky" : "additive";
  const text = `Type ${oldType} was only implied; it is required now.`;
  return [found("type.declared", place, {}, { class: level, text })];
}

function impliedType(schema: Canonical): JsonType | null {
  const [first] = schema.branches;
  return first && !isFree(first) && schema.branches.every((branch) => branch.implied)
    ? first.type
    : null;
}

function typesOf(schema: Canonical): Set<JsonType> {
  return new Set(schema.branches.map((branch) => branch.type));
}

function namesOf(schema: Canonical): string {
  const names = schema.branches.map((branch: Branch) => typeName(branch));
  return [...new Set(names)].join(" or ");
}

function typeName(branch: Branch): string {
  return branch.type === "number" && branch.facts.integer ? "integer" : branch.type;
}

/** Members of one name that are of another JSON type now: one change, not a member gone and one come. */
export function exchangedMembers(
  oldSchema: Canonical,
  newSchema: Canonical,
): { old: Branch; new: Branch }[] {
  const only = ({ branches }: Canonical, name: string) => {
    const members = branches.filter((branch) => branch.name === name && branch.type !== "null");
    return members.length === 1 ? members[0] : undefined;
  };
  const exchanged = oldSchema.branches.flatMap((branch) => {
    if (branch.name === null || only(oldSchema, branch.name) !== branch) return [];
    const other = only(newSchema, branch.name);
    return other && other.type !== branch.type ? [{ old: branch, new: other }] : [];
  });
  const left = oldSchema.branches.length > exchanged.length;
  return left && newSchema.branches.length > exchanged.length ? exchanged : [];
}

export function exchangedFinding(
  { old: oldBranch, new: newBranch }: { old: Branch; new: Branch },
  place: Place,
): SchemaFinding {
  const marks = { old: typeName(oldBranch), new: typeName(newBranch) };
  return found("type.replaced", place, marks, { path: `(${newBranch.name})` });
}
