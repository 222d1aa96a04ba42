import type ts from "typescript";
import { parameterLocation } from "../operations/location.ts";
import type { Finding } from "../rules/finding.ts";
import { comparePair, flow, type OperationTypes, sayer } from "./operation-types.ts";
import { isNothing, type Property, propertiesOf, propertyOf } from "./type-shape.ts";

export function compareParameterTypes(
  before: ts.Type,
  after: ts.Type,
  context: OperationTypes,
): Finding[] {
  const { checker } = context;
  const say = sayer(context);
  const direction = flow(context, "request");
  const findings: Finding[] = [];
  const parameters = (operation: ts.Type, where: string): Map<string, Property> => {
    const all = propertyOf(checker, operation, "parameters");
    const group = propertyOf(checker, all?.type ?? null, where);
    return group && !isNothing(group.type) ? propertiesOf(checker, group.type) : new Map();
  };
  for (const where of ["query", "header", "path", "cookie"]) {
    const old = parameters(before, where);
    const now = parameters(after, where);
    for (const [name, was] of old) {
      const location = parameterLocation(where, name);
      const is = now.get(name);
      if (!is) {
        findings.push(
          say("parameter.removed", "breaking", location, direction, `${name} is gone.`),
        );
        continue;
      }
      const harder =
        direction === "request" ? was.optional && !is.optional : !was.optional && is.optional;
      if (harder) {
        const text =
          direction === "request" ? `${name} is now required.` : `${name} may be missing.`;
        findings.push(say("parameter.optional-to-required", "breaking", location, direction, text));
      }
      findings.push(...comparePair(was.type, is.type, direction, location, context));
    }
    if (direction === "response") continue;
    for (const [name, is] of now) {
      if (old.has(name) || is.optional) continue;
      const location = parameterLocation(where, name);
      findings.push(
        say(
          "parameter.required-added",
          "breaking",
          location,
          direction,
          `Needs ${where} parameter ${name}.`,
        ),
      );
    }
  }
  return findings;
}
