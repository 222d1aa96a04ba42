import type ts from "typescript";
import type { ChangeClass, Direction } from "../change.ts";
import type { RuleId } from "../rules/all-rules.ts";
import {
  elementsOf,
  indexOf,
  isEmptyValue,
  isList,
  isObjectLike,
  isUnknown,
  membersOf,
  nameOfType,
  propertiesOf,
} from "./type-shape.ts";

export interface TypeFinding {
  rule: RuleId;
  class: ChangeClass;
  path: string;
  text: string;
  cause: string;
  /** Does it account for the types not fitting? */
  fails: boolean;
}

export interface TypeComparison {
  checker: ts.TypeChecker;
  direction: Direction;
  /** New values of a response's enum are expected. */
  openEnums: boolean;
  seen: Set<string>;
}

const deepest = 40;

/** Does code written for the old type compile with the new one, for what it sends or what it reads? */
export function compareTypePair(
  before: ts.Type,
  after: ts.Type,
  comparison: TypeComparison,
  depth = 0,
): TypeFinding[] {
  if (before === after || depth > deepest) return [];
  const key = `${idOf(before)}>${idOf(after)}`;
  if (comparison.seen.has(key)) return [];
  comparison.seen.add(key);
  const { checker, direction } = comparison;
  const fits =
    direction === "request"
      ? checker.isTypeAssignableTo(before, after)
      : checker.isTypeAssignableTo(after, before);
  const findings = [
    ...compareLeaves(before, after, fits, comparison),
    ...compareLists(before, after, comparison, depth),
    ...compareObjects(before, after, fits, comparison, depth),
  ];
  if (!fits && !findings.some((finding) => finding.fails)) {
    const [old, now] = [nameOfType(checker, before), nameOfType(checker, after)];
    const text =
      old === now ? `The type ${old} is no longer the same.` : `Type ${old} became ${now}.`;
    findings.push({
      rule: "type.replaced",
      class: "breaking",
      path: "",
      text,
      cause: key,
      fails: true,
    });
  }
  return findings;
}

function idOf(type: ts.Type): number {
  // Every type has one; the public declaration does not say so.
  return (type as ts.Type & { id: number }).id;
}

/** Strings, numbers and their literals. */
function compareLeaves(
  before: ts.Type,
  after: ts.Type,
  fits: boolean,
  { checker, direction, openEnums }: TypeComparison,
): TypeFinding[] {
  const leaves = (type: ts.Type) =>
    membersOf(type).filter(
      (member) =>
        !isEmptyValue(member) && !isObjectLike(checker, member) && !isList(checker, member),
    );
  const old = leaves(before);
  const now = leaves(after);
  const cause = `${idOf(before)}>${idOf(after)}`;
  const hasNull = (type: ts.Type) =>
    membersOf(type).some((member) => nameOfType(checker, member) === "null");
  if (fits && hasNull(before) !== hasNull(after)) {
    const text = `Type ${nameOfType(checker, before)} became ${nameOfType(checker, after)}.`;
    const rule = hasNull(after) ? "null.gained" : "null.lost";
    return [{ rule, class: "additive", path: "", text, cause, fails: false }];
  }
  if (direction !== "response" || isUnknown(before)) return [];
  if (fits) {
    const gone = old.filter(
      (leaf) => !now.some((other) => checker.isTypeAssignableTo(leaf, other)),
    );
    if (gone.length === 0 || isUnknown(after)) return [];
    const text = `${gone.map((leaf) => nameOfType(checker, leaf)).join(" | ")} is not possible any more; a comparison with it no longer compiles.`;
    return [{ rule: "enum.lost", class: "risky", path: "", text, cause, fails: false }];
  }
  const literals = (types: readonly ts.Type[]) =>
    types.length > 0 && types.every((leaf) => leaf.isLiteral());
  if (openEnums && literals(old) && literals(now)) {
    return [
      { rule: "enum.gained", class: "additive", path: "", text: "New values.", cause, fails: true },
    ];
  }
  return [];
}

function compareLists(
  before: ts.Type,
  after: ts.Type,
  comparison: TypeComparison,
  depth: number,
): TypeFinding[] {
  const { checker } = comparison;
  const lists = (type: ts.Type) => membersOf(type).filter((member) => isList(checker, member));
  const [old, secondOld] = lists(before);
  const [now, secondNow] = lists(after);
  if (!old || !now || secondOld || secondNow) return [];
  const mine = elementsOf(checker, old);
  const theirs = elementsOf(checker, now);
  const tuple = checker.isTupleType(old);
  if (tuple !== checker.isTupleType(now)) return [];
  return mine.flatMap((element, i) => {
    const other = theirs[i];
    if (!other) return [];
    return below(compareTypePair(element, other, comparison, depth + 1), tuple ? `[${i}]` : "[]");
  });
}

function below(findings: readonly TypeFinding[], step: string): TypeFinding[] {
  return findings.map((finding) => ({ ...finding, path: step + finding.path }));
}

function compareObjects(
  before: ts.Type,
  after: ts.Type,
  fits: boolean,
  comparison: TypeComparison,
  depth: number,
): TypeFinding[] {
  const { checker, direction } = comparison;
  const objects = (type: ts.Type) =>
    membersOf(type).filter((member) => isObjectLike(checker, member));
  const old = objects(before);
  const now = objects(after);
  if (old.length === 0 || now.length === 0) return [];
  const { pairs, gone } = matchObjects(old, now, comparison);
  const findings = pairs.flatMap(([one, other]) => compareKeys(one, other, comparison, depth));
  if (direction === "response" && fits) {
    for (const member of gone) {
      const text = `${nameOfType(checker, member)} is not possible any more; its branch no longer compiles.`;
      const cause = `${idOf(member)}>gone`;
      findings.push({
        rule: "any-of.removed",
        class: "risky",
        path: "",
        text,
        cause,
        fails: false,
      });
    }
  }
  return findings;
}

function matchObjects(
  old: readonly ts.Type[],
  now: readonly ts.Type[],
  { checker, direction }: TypeComparison,
): { pairs: [ts.Type, ts.Type][]; gone: ts.Type[] } {
  const gone = [...old];
  const come = [...now];
  const pairs: [ts.Type, ts.Type][] = [];
  const matchBy = (like: (one: ts.Type, other: ts.Type) => boolean) => {
    for (const one of [...gone]) {
      const at = come.findIndex((other) => like(one, other));
      const other = come[at];
      if (!other) continue;
      pairs.push([one, other]);
      gone.splice(gone.indexOf(one), 1);
      come.splice(at, 1);
    }
  };
  const fits = (one: ts.Type, other: ts.Type) => checker.isTypeAssignableTo(one, other);
  const keys = (type: ts.Type) => checker.getPropertiesOfType(type).map((key) => key.getName());
  const sameKeys = (one: ts.Type, other: ts.Type) =>
    keys(one).sort().join() === keys(other).sort().join();
  matchBy((one, other) => one === other);
  if (old.length * now.length > 1) {
    matchBy((one, other) => fits(one, other) && fits(other, one) && sameKeys(one, other));
    matchBy(
      (one, other) =>
        (direction === "request" ? fits(one, other) : fits(other, one)) &&
        sharesKeys(keys(one), keys(other)),
    );
    matchBy(sameKeys);
  }
  // Two that have nothing to do with each other stand for a member gone and another come.
  if (old.length === now.length)
    matchBy((one, other) => old.length === 1 || sharesKeys(keys(one), keys(other)));
  else if (gone.length === 1 && come.length === 1) matchBy(() => true);
  return { pairs, gone };
}

function sharesKeys(one: readonly string[], other: readonly string[]): boolean {
  const shared = one.filter((key) => other.includes(key)).length;
  return shared * 2 >= one.length && (shared > 0 || other.length === 0);
}

function compareKeys(
  before: ts.Type,
  after: ts.Type,
  comparison: TypeComparison,
  depth: number,
): TypeFinding[] {
  const { checker, direction } = comparison;
  const old = propertiesOf(checker, before);
  const now = propertiesOf(checker, after);
  const oldIndex = indexOf(checker, before);
  const newIndex = indexOf(checker, after);
  const findings: TypeFinding[] = [];
  const say = (rule: RuleId, level: ChangeClass, path: string, text: string, fails: boolean) => {
    const cause = `${idOf(before)}>${idOf(after)}${path}`;
    findings.push({ rule, class: level, path, text, cause, fails });
  };
  for (const [name, was] of old) {
    const path = `.${name}`;
    const is = now.get(name);
    if (!is) {
      const admitted =
        newIndex !== null &&
        (direction === "request" || checker.isTypeAssignableTo(newIndex, was.type));
      if (admitted) {
        say(
          "property.removed-into-rest",
          "risky",
          path,
          `${name} is only covered by the general rule.`,
          true,
        );
      } else {
        say("property.optional-removed", "breaking", path, `${name} is gone.`, true);
      }
      continue;
    }
    findings.push(...below(compareTypePair(was.type, is.type, comparison, depth + 1), path));
    if (direction === "request" && was.optional && !is.optional) {
      say("required.key-added", "breaking", path, `${name} is now required.`, true);
    }
    if (direction === "response" && !was.optional && is.optional) {
      say("required.key-dropped", "breaking", path, `${name} may be missing.`, true);
    }
    if (!was.readonly && is.readonly) {
      say("read-only.set", "risky", path, `${name} can no longer be assigned.`, false);
    }
  }
  if (direction === "request") {
    for (const [name, is] of now) {
      if (old.has(name) || is.optional) continue;
      say("property.required-added", "breaking", `.${name}`, `New required ${name}.`, true);
    }
  }
  if (oldIndex && newIndex) {
    findings.push(...below(compareTypePair(oldIndex, newIndex, comparison, depth + 1), ".*"));
  } else if (oldIndex && !(old.size === 0 && isUnknown(oldIndex) && now.size > 0)) {
    say(
      "additional-properties.left-out",
      "breaking",
      "",
      "Index signature is gone; undeclared keys no longer compile.",
      false,
    );
  } else if (newIndex && !oldIndex && direction === "request") {
    say(
      "additional-properties.written-out",
      "risky",
      "",
      "Index signature appears; values typed by an `interface` no longer fit.",
      false,
    );
  }
  return findings;
}
