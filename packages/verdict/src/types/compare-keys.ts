import type ts from "typescript";
import type { ChangeClass } from "../rules/change-class.ts";
import type { RuleId } from "../rules/rules.ts";
import { idOf, type TypeComparison, type TypeFinding } from "./type-finding.ts";
import { indexOf, isUnknown, propertiesOf } from "./type-shape.ts";

const excusable = new Set<RuleId>([
  "required.key-added",
  "required.key-dropped",
  "property.required-added",
]);

/** Checks that every old key still exists, and is no harder to write or to read than before. */
export function compareKeys(
  oldType: ts.Type,
  newType: ts.Type,
  comparison: TypeComparison,
): TypeFinding[] {
  const { checker, direction } = comparison;
  const oldProperties = propertiesOf(checker, oldType);
  const newProperties = propertiesOf(checker, newType);
  const oldIndex = indexOf(checker, oldType);
  const newIndex = indexOf(checker, newType);
  const findings: TypeFinding[] = [];
  const say = (rule: RuleId, level: ChangeClass, path: string, text: string, fails: boolean) => {
    const cause = `${idOf(oldType)}>${idOf(newType)}${path}`;
    findings.push({ rule, class: level, path, text, cause, fails, excusable: excusable.has(rule) });
  };
  for (const [name, oldProperty] of oldProperties) {
    const path = `.${name}`;
    const newProperty = newProperties.get(name);
    if (!newProperty) {
      const admitted =
        newIndex !== null &&
        (direction === "request" || checker.isTypeAssignableTo(newIndex, oldProperty.type));
      if (admitted) {
        const text = `${name} is only covered by the general rule.`;
        say("property.removed-into-rest", "risky", path, text, true);
      } else {
        say("property.optional-removed", "breaking", path, `${name} is gone.`, true);
      }
      continue;
    }
    comparison.visit(oldProperty.type, newProperty.type, path);
    if (direction === "request" && oldProperty.optional && !newProperty.optional) {
      say("required.key-added", "breaking", path, `${name} is now required.`, true);
    }
    if (direction === "response" && !oldProperty.optional && newProperty.optional) {
      say("required.key-dropped", "breaking", path, `${name} may be missing.`, true);
    }
    if (!oldProperty.readonly && newProperty.readonly) {
      say("read-only.set", "risky", path, `${name} can no longer be assigned.`, false);
    }
  }
  if (direction === "request") {
    for (const [name, newProperty] of newProperties) {
      if (oldProperties.has(name) || newProperty.optional) continue;
      say("property.required-added", "breaking", `.${name}`, `New required ${name}.`, true);
    }
  }
  if (oldIndex && newIndex) {
    comparison.visit(oldIndex, newIndex, ".*");
  } else if (
    oldIndex &&
    !(oldProperties.size === 0 && isUnknown(oldIndex) && newProperties.size > 0)
  ) {
    const text = "Index signature is gone; undeclared keys no longer compile.";
    say("additional-properties.left-out", "breaking", "", text, false);
  } else if (newIndex && !oldIndex && direction === "request") {
    const text = "Index signature appears; values typed by an `interface` no longer fit.";
    say("additional-properties.written-out", "risky", "", text, false);
  }
  return findings;
}
