import { shown } from "../document/json.ts";
import type { ChangeClass } from "../rules/change-class.ts";
import { type Branch, isFree, type JsonType, jsonTypes } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import { type Comparison, found, type Place, type SchemaFinding } from "./comparison.ts";
import { memberName } from "./match-members.ts";

/** Which JSON types came and went. Settled: nothing else is worth saying. */
export function compareTypes(
  before: Canonical,
  after: Canonical,
  place: Place,
  comparison: Comparison,
): { findings: SchemaFinding[]; settled: boolean } {
  const old = typesOf(before);
  const now = typesOf(after);
  if (now.size === 0 || old.size === 0) {
    if (now.size === old.size) return { findings: [], settled: true };
    const opposite: ChangeClass = place.direction === "request" ? "additive" : "breaking";
    const text = "Something is valid here now.";
    const gone = found("schema.false", place);
    const came = found("schema.false", place, {}, { class: opposite, text });
    return { findings: [now.size === 0 ? gone : came], settled: true };
  }
  const realOld = [...old].filter((type) => type !== "null");
  const realNow = [...now].filter((type) => type !== "null");
  const apart = realOld.length > 0 && realNow.length > 0 && !realOld.some((type) => now.has(type));
  if (apart) {
    const marks = { old: namesOf(before), new: namesOf(after) };
    return { findings: [found("type.replaced", place, marks)], settled: true };
  }
  const all = jsonTypes.length;
  const findings: SchemaFinding[] = [];
  if (now.size === all && old.size < all) findings.push(found("type.undeclared", place));
  if (old.size === all && now.size < all) {
    findings.push(found("type.declared", place, { new: namesOf(after) }));
  }
  if (now.size < all && old.size < all) {
    const open = comparison.settings.enums === "open";
    for (const type of jsonTypes) {
      if (now.has(type) && !old.has(type)) {
        const meant = type === "null" && before.notes.idleNull === "nullable";
        findings.push(meant ? nullMeant(place) : gained(type, after, place, open));
      }
      if (old.has(type) && !now.has(type)) findings.push(lost(type, before, place));
    }
  }
  findings.push(...impliedChange(before, after, place));
  return { findings, settled: false };
}

/** `nullable` stood where it had no effect: readers took it for a null, and the generator did. */
function nullMeant(place: Place): SchemaFinding {
  if (place.direction === "request") return found("null.gained", place);
  const text = "May be null; `nullable` was written before, where it had no effect.";
  return found("null.gained", place, {}, { class: "risky", text });
}

function gained(type: JsonType, after: Canonical, place: Place, open: boolean): SchemaFinding {
  if (type === "null") return found("null.gained", place);
  const members = after.branches.filter((branch) => branch.type === type);
  const onlyValues = members.every((branch) => branch.values);
  if (onlyValues) {
    const values = members
      .flatMap((branch) => branch.values ?? [])
      .map(shown)
      .join(", ");
    const opened = open && place.direction === "response";
    return found("enum.gained", place, { new: values }, opened ? { class: "additive" } : {});
  }
  const member = members.map(memberName).join(", ");
  if (after.form === "plain") return found("type.gained", place, { new: member });
  return found(after.form === "oneOf" ? "one-of.added" : "any-of.added", place, { member });
}

function lost(type: JsonType, before: Canonical, place: Place): SchemaFinding {
  if (type === "null") return found("null.lost", place);
  const members = before.branches.filter((branch) => branch.type === type);
  const member = members.map(memberName).join(", ");
  if (members.every((branch) => branch.values)) {
    const values = members
      .flatMap((branch) => branch.values ?? [])
      .map(shown)
      .join(", ");
    return found("enum.lost", place, { old: values });
  }
  if (before.form === "plain") return found("type.lost", place, { old: member });
  return found(
    before.form === "oneOf" ? "one-of.removed" : "any-of.removed",
    place,
    { member },
    {
      class: place.direction === "request" ? "breaking" : "additive",
    },
  );
}

function impliedChange(before: Canonical, after: Canonical, place: Place): SchemaFinding[] {
  const was = impliedType(before);
  const is = impliedType(after);
  const same = typesOf(before).size === 1 && typesOf(after).size === 1;
  if (was === is || !same) return [];
  if (is !== null) return [found("type.implied", place, { old: is })];
  const level = place.direction === "request" ? "risky" : "additive";
  const text = `Type ${was} was only implied, now it is demanded.`;
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
