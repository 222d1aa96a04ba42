import type ts from "typescript";
import { bodyLocation, parameterLocation } from "../operations/location.ts";
import type { Finding } from "../rules/finding.ts";
import { compareResponseTypes } from "./compare-response-types.ts";
import {
  compareContents,
  comparePair,
  contentOf,
  flow,
  type OperationTypes,
  sayer,
} from "./operation-types.ts";
import { isNothing, type Property, propertiesOf, propertyOf } from "./type-shape.ts";

export function compareOperationTypes(
  before: ts.Type,
  after: ts.Type,
  context: OperationTypes,
): Finding[] {
  return [
    ...compareParameterTypes(before, after, context),
    ...compareBodyTypes(before, after, context),
    ...compareResponseTypes(before, after, context),
  ];
}

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

export function compareBodyTypes(
  before: ts.Type,
  after: ts.Type,
  context: OperationTypes,
): Finding[] {
  const { checker } = context;
  const say = sayer(context);
  const direction = flow(context, "request");
  const body = (operation: ts.Type) => {
    const property = propertyOf(checker, operation, "requestBody");
    return property && !isNothing(property.type) ? property : null;
  };
  const old = body(before);
  const now = body(after);
  const place = context.reversed ? "payload" : "request";
  if (!old) {
    if (!now || now.optional || context.reversed) return [];
    return [say("body.required-added", "breaking", place, direction, "A body is now required.")];
  }
  if (!now) return [say("body.removed", "breaking", place, direction, "The body is gone.")];
  const findings: Finding[] = [];
  const harder = context.reversed ? !old.optional && now.optional : old.optional && !now.optional;
  if (harder) {
    const text = context.reversed ? "The body may be missing." : "The body is now required.";
    findings.push(say("body.optional-to-required", "breaking", place, direction, text));
  }
  const locate = (mediaType: string) => bodyLocation(mediaType).replace("request", place);
  const contents = [contentOf(checker, old.type), contentOf(checker, now.type)] as const;
  return findings.concat(compareContents(...contents, direction, locate, context));
}
