import { below, type Comparison, found, type Place, type SchemaFinding } from "./comparison.ts";
import type { ObjectFacts } from "./facts.ts";
import { declaredKeys, restOf } from "./object-keys.ts";

/** What may stand under keys that nothing names. */
export function compareRestOfKeys(
  before: ObjectFacts,
  after: ObjectFacts,
  place: Place,
  comparison: Comparison,
): SchemaFinding[] {
  const old = restOf(before);
  const now = restOf(after);
  const evaluated = old.by === "additional" && now.by === "additional";
  const closes = evaluated ? "additional-properties.closed" : "unevaluated-properties.closed";
  const opens = evaluated ? "additional-properties.opened" : "unevaluated-properties.opened";
  if (old.kind === now.kind && old.kind !== "typed") return [];
  if (old.kind === "typed" && now.kind === "typed") {
    return below(comparison.compare(old.source, now.source, place.direction), ".*");
  }
  if (now.kind === "closed") return [found(closes, place)];
  if (old.kind === "closed") return [found(opens, place)];
  const path = ".*";
  if (now.kind === "typed") {
    const type = comparison
      .readNew(now.source)
      .branches.map((branch) => branch.name ?? branch.type);
    const marks = { new: type.join(" or ") };
    return [found("additional-properties.typed", place, marks, { path })];
  }
  if (old.kind === "typed") return [found("additional-properties.untyped", place, {}, { path })];
  if (declaredKeys(before).length === 0 && declaredKeys(after).length === 0) {
    return [found("additional-properties.bare-object", place)];
  }
  const rule =
    now.kind === "open" ? "additional-properties.written-out" : "additional-properties.left-out";
  return [found(rule, place)];
}
