import { shown } from "../document/json.ts";
import { type ChangeClass, rank, strictest } from "../rules/change-class.ts";
import type { RuleId } from "../rules/rules.ts";
import { acceptedBy, acceptsValue } from "./accepts-value.ts";
import type { Branch } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import { compareBranch } from "./compare-branch.ts";
import { below, type Comparison, found, type Place, type SchemaFinding } from "./comparison.ts";
import { areDisjoint, isExclusive } from "./disjoint.ts";
import { matchMembers, nameAmong } from "./match-members.ts";
import { branchSamples } from "./sample-values.ts";

interface Union {
  old: Canonical;
  new: Canonical;
  place: Place;
}

/** Alternatives of one type, several on at least one side, compared by member and not by position. */
export function compareUnions(
  oldSchema: Canonical,
  newSchema: Canonical,
  oldBranches: readonly Branch[],
  newBranches: readonly Branch[],
  place: Place,
): SchemaFinding[] {
  const union: Union = { old: oldSchema, new: newSchema, place };
  const pair = (one: Branch, other: Branch) =>
    compareBranch(one, other, place, { old: oldSchema, new: newSchema });
  const { pairs, gone, come } = matchMembers(oldBranches, newBranches, pair, place.comparison);
  const findings = pairs.flatMap(([one, other]) =>
    provable(pair(one, other), one, other, union).map((finding) => inMember(finding, other)),
  );
  const oldNames = pairs.map(([one]) => one);
  for (const member of come) {
    const inside = oldBranches.some((one) => harmless(pair(one, member), place));
    if (place.direction === "response" && inside) continue;
    findings.push(added(member, oldNames, union));
  }
  for (const member of gone) {
    const inside = newBranches.some((other) => harmless(pair(member, other), place));
    if (place.direction === "request" && inside) continue;
    findings.push(removed(member, union));
  }
  if (gone.length === 0 && come.length === 0) findings.push(...exclusiveness(union));
  return findings;
}

/** Another alternative may accept values that one no longer accepts: without a value that shows it, no break. */
function provable(
  findings: readonly SchemaFinding[],
  one: Branch,
  other: Branch,
  { old: oldSchema, new: newSchema, place }: Union,
): readonly SchemaFinding[] {
  const scalar = one.type === "string" || one.type === "number";
  if (!scalar || !findings.some((finding) => finding.class === "breaking")) return findings;
  const { readOld, readNew } = place.comparison;
  const shown =
    place.direction === "request"
      ? hasSample(one, { schema: oldSchema, read: readOld }, { schema: newSchema, read: readNew })
      : hasSample(
          other,
          { schema: newSchema, read: readNew },
          { schema: oldSchema, read: readOld },
        );
  if (shown) return findings;
  return findings.map((finding) =>
    finding.class === "breaking" ? { ...finding, class: "risky" } : finding,
  );
}

interface Reader {
  schema: Canonical;
  read: Comparison["readOld"];
}

/** Whether a value shows the difference: one side accepts it, and the other rejects it. */
function hasSample(member: Branch, takes: Reader, refuses: Reader): boolean {
  return branchSamples(member, takes.read).some(
    (value) =>
      acceptsValue(takes.schema, value, takes.read) &&
      !acceptsValue(refuses.schema, value, refuses.read),
  );
}

function inMember(finding: SchemaFinding, member: Branch): SchemaFinding {
  const [inside = finding] = member.name === null ? [] : below([finding], `(${member.name})`);
  return inside;
}

function harmless(findings: readonly SchemaFinding[], _place: Place): boolean {
  return rank(strictest(findings.map((finding) => finding.class))) < rank("risky");
}

function ruleFor({ old: oldSchema, new: newSchema }: Union, change: "added" | "removed"): RuleId {
  const one = oldSchema.form === "oneOf" || newSchema.form === "oneOf";
  if (change === "added") return one ? "one-of.added" : "any-of.added";
  return one ? "one-of.removed" : "any-of.removed";
}

function added(member: Branch, matched: readonly Branch[], union: Union): SchemaFinding {
  const { old: oldSchema, new: newSchema, place } = union;
  const { readOld, readNew } = place.comparison;
  const marks = { member: nameAmong(member, newSchema.branches) };
  if (place.direction === "response") {
    const strange = hasSample(
      member,
      { schema: newSchema, read: readNew },
      { schema: oldSchema, read: readOld },
    );
    const level: ChangeClass = strange ? "breaking" : "risky";
    return found(ruleFor(union, "added"), place, marks, { class: level });
  }
  const exclusive = newSchema.form === "oneOf" && isExclusive(newSchema, readNew);
  const others = newSchema.branches.filter((branch) => branch !== member);
  const overlapping = others.some((other) => !areDisjoint(member, other, readNew));
  if (!exclusive || !overlapping) return found(ruleFor(union, "added"), place, marks);
  const twice = matched
    .flatMap((oldBranch) => branchSamples(oldBranch, readOld))
    .find(
      (value) =>
        acceptsValue(oldSchema, value, readOld) &&
        acceptedBy(member, value, readNew, 0) &&
        !acceptsValue(newSchema, value, readNew),
    );
  if (twice !== undefined) {
    const text = { value: shown(twice) };
    return found("one-of.added-overlapping", place, text, { class: "breaking" });
  }
  // Where a tag decides, a value that fits other members too is still read by its tag.
  const tagged = [...(newSchema.tags?.values() ?? [])].includes(member.name ?? "");
  if (tagged && oldSchema.tags !== null) return found(ruleFor(union, "added"), place, marks);
  const text = `May also be ${marks.member}; a value that is this and another member is rejected.`;
  return found("one-of.added-overlapping", place, marks, { class: "risky", text });
}

function removed(member: Branch, union: Union): SchemaFinding {
  const { old: oldSchema, new: newSchema, place } = union;
  const marks = { member: nameAmong(member, oldSchema.branches) };
  const rule = ruleFor(union, "removed");
  if (place.direction === "response") {
    const others = oldSchema.branches.filter((branch) => branch !== member);
    const overlapping =
      oldSchema.form === "oneOf" &&
      isExclusive(oldSchema, place.comparison.readOld) &&
      others.some((other) => !areDisjoint(member, other, place.comparison.readOld));
    // Values that matched two members were rejected; they may come now.
    return found(rule, place, marks, { class: overlapping ? "risky" : "additive" });
  }
  const { readOld, readNew } = place.comparison;
  const tags = (schema: Canonical) => [...(schema.tags?.values() ?? [])];
  const untagged =
    newSchema.tags !== null &&
    tags(oldSchema).includes(member.name ?? "") &&
    !tags(newSchema).includes(member.name ?? "");
  const refused =
    untagged ||
    hasSample(member, { schema: oldSchema, read: readOld }, { schema: newSchema, read: readNew });
  return found(rule, place, marks, { class: refused ? "breaking" : "risky" });
}

function exclusiveness({ old: oldSchema, new: newSchema, place }: Union): SchemaFinding[] {
  if (oldSchema.form === newSchema.form) return [];
  const oldFlag = oldSchema.form === "oneOf" && isExclusive(oldSchema, place.comparison.readOld);
  const newFlag = newSchema.form === "oneOf" && isExclusive(newSchema, place.comparison.readNew);
  if (oldFlag === newFlag) return [];
  return [found(newFlag ? "any-of.to-one-of" : "one-of.to-any-of", place)];
}

/** A `oneOf` rejects what matches two members: an edited member may come to match the values of another, or no longer. */
export function compareOverlaps(
  oldSchema: Canonical,
  newSchema: Canonical,
  findings: readonly SchemaFinding[],
  place: Place,
): SchemaFinding[] {
  const before = { schema: oldSchema, read: place.comparison.readOld };
  const after = { schema: newSchema, read: place.comparison.readNew };
  const isRequest = place.direction === "request";
  const [sender, receiver] = isRequest ? [before, after] : [after, before];
  const level: ChangeClass = isRequest ? "breaking" : "risky";
  const isReported = findings.some((finding) => rank(finding.class) >= rank(level));
  if (findings.length === 0 || isReported || !isExclusive(receiver.schema, receiver.read))
    return [];
  const value = [sender, receiver]
    .flatMap(({ schema, read }) => schema.branches.flatMap((one) => branchSamples(one, read)))
    .find(
      (sample) =>
        acceptsValue(sender.schema, sample, sender.read) &&
        !acceptsValue(receiver.schema, sample, receiver.read) &&
        receiver.schema.branches.some((one) => acceptedBy(one, sample, receiver.read, 0)),
    );
  if (value === undefined) return [];
  const marks = { value: shown(value) };
  if (isRequest) return [found("one-of.added-overlapping", place, marks, { class: level })];
  const text = `${marks.value} no longer matches two members, so it may come now.`;
  return [found("one-of.added", place, marks, { class: level, text })];
}
