import { grouped } from "@shared/openapi-model/grouped.ts";
import { isObject, type JsonObject, objectAt, sameJson } from "./json.ts";
import { isExternal, type OpenDocument } from "./open-document.ts";

/** One version of a document, with its enums that may grow. */
interface Version {
  document: OpenDocument;
  open: ReadonlySet<JsonObject>;
}

/** Whether two nodes, one of each version, are written alike, with everything that they refer to. */
export type IsUnchanged = (oldNode: unknown, newNode: unknown) => boolean;

/**
 * Most parts of two versions are the same and need no comparison. `false` if that is uncertain: the
 * order of keys counts, and so do references that do not resolve.
 */
export function unchangedBetween(before: Version, after: Version): IsUnchanged {
  if (before.document.dialect !== after.document.dialect) return () => false;

  /** `isFine` is called with each reference; the first `false` ends the comparison. */
  function areAlike(
    one: unknown,
    other: unknown,
    isFine: (reference: string) => boolean,
    seen = new Map<unknown, unknown>(),
  ): boolean {
    if (typeof one !== "object" || one === null) return one === other;
    if (typeof other !== "object" || other === null) return false;
    // With a YAML anchor, a node can be in many places, or contain itself.
    if (seen.get(one) === other) return true;
    seen.set(one, other);
    if (one instanceof Date || other instanceof Date) return sameJson(one, other);
    if (Array.isArray(one) || Array.isArray(other)) {
      return (
        Array.isArray(one) &&
        Array.isArray(other) &&
        one.length === other.length &&
        one.every((item, index) => areAlike(item, other[index], isFine, seen))
      );
    }
    if (!isObject(one) || !isObject(other)) return false;
    if (before.open.has(one) !== after.open.has(other)) return false;
    const [keys, others] = [Object.keys(one), Object.keys(other)];
    return (
      keys.length === others.length &&
      keys.every(
        (key, index) => key === others[index] && areAlike(one[key], other[key], isFine, seen),
      ) &&
      referencesOf(one).every(isFine)
    );
  }

  let found: ReadonlySet<string> | undefined;
  const unchanged = () => (found ??= findUnchanged());

  /** References with the same target in both versions, after any number of steps. */
  function findUnchanged(): ReadonlySet<string> {
    const targets = new Map<unknown, Target>();
    const links: { from: string; to: string }[] = [];
    const changed = new Set<string>();
    const references = referencesBelow(before.document.root);
    for (const reference of references) {
      const oldNode = before.document.target(reference);
      const newNode = after.document.target(reference);
      // References to one node may have several spellings.
      let target = targets.get(oldNode);
      if (target?.newNode !== newNode) {
        const inside = new Set<string>();
        const isAlike = areAlike(oldNode, newNode, (one) => inside.add(one).size > 0);
        target = { newNode, isAlike, inside };
        targets.set(oldNode, target);
      }
      // An anchor may have moved, and with it the name of its target.
      if (!target?.isAlike || !reference.startsWith("#/")) changed.add(reference);
      for (const to of target?.inside ?? []) links.push({ from: reference, to });
    }
    const owners = grouped(links, ({ to }) => to);
    // The set grows while it is read.
    for (const reference of changed) {
      for (const { from } of owners.get(reference) ?? []) changed.add(from);
    }
    return new Set([...references].filter((reference) => !changed.has(reference)));
  }

  const known = new WeakMap<JsonObject, { newNode: unknown; result: boolean }>();
  return (oldNode, newNode) => {
    if (!isObject(oldNode)) return false;
    const answer = known.get(oldNode);
    if (answer !== undefined && answer.newNode === newNode) return answer.result;
    const result = areAlike(oldNode, newNode, (reference) => unchanged().has(reference));
    known.set(oldNode, { newNode, result });
    return result;
  };
}

/** The targets of a reference in both versions. */
interface Target {
  newNode: unknown;
  isAlike: boolean;
  /** The references inside the target. */
  inside: ReadonlySet<string>;
}

function referencesOf(node: JsonObject): string[] {
  const { $ref, discriminator } = node;
  const found = typeof $ref === "string" && !isExternal($ref) ? [$ref] : [];
  if (!isObject(discriminator)) return found;
  const mapped = Object.values(objectAt(discriminator, "mapping")).map((target) => {
    const text = String(target);
    return text.startsWith("#") ? text : `#/components/schemas/${text}`;
  });
  return [...found, ...mapped];
}

function referencesBelow(root: JsonObject): Set<string> {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null || seen.has(node)) return;
    seen.add(node);
    if (isObject(node)) for (const reference of referencesOf(node)) found.add(reference);
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(root);
  return found;
}
