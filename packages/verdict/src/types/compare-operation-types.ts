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
  oldType: ts.Type,
  newType: ts.Type,
  context: OperationTypes,
): Finding[] {
  return [
    ...compareParameterTypes(oldType, newType, context),
    ...compareBodyTypes(oldType, newType, context),
    ...compareResponseTypes(oldType, newType, context),
  ];
}

function compareParameterTypes(
  oldType: ts.Type,
  newType: ts.Type,
  context: OperationTypes,
): Finding[] {
  const { checker } = context;
  const direction = flow(context, "request");
  const say = sayer(context, direction);
  const findings: Finding[] = [];
  const parameters = (operation: ts.Type, where: string): ReadonlyMap<string, Property> => {
    const all = propertyOf(checker, operation, "parameters");
    const group = propertyOf(checker, all?.type ?? null, where);
    return group && !isNothing(group.type) ? propertiesOf(checker, group.type) : new Map();
  };
  for (const where of ["query", "header", "path", "cookie"]) {
    const oldProperties = parameters(oldType, where);
    const newProperties = parameters(newType, where);
    for (const [name, oldProperty] of oldProperties) {
      const location = parameterLocation(where, name);
      const newProperty = newProperties.get(name);
      if (!newProperty) {
        findings.push(say("parameter.removed", "breaking", location, `${name} is gone.`));
        continue;
      }
      const harder =
        direction === "request"
          ? oldProperty.optional && !newProperty.optional
          : !oldProperty.optional && newProperty.optional;
      if (harder) {
        const text =
          direction === "request" ? `${name} is now required.` : `${name} may be missing.`;
        findings.push(say("parameter.optional-to-required", "breaking", location, text));
      }
      findings.push(
        ...comparePair(oldProperty.type, newProperty.type, direction, location, context),
      );
    }
    if (direction === "response") continue;
    for (const [name, newProperty] of newProperties) {
      if (oldProperties.has(name) || newProperty.optional) continue;
      const location = parameterLocation(where, name);
      findings.push(
        say("parameter.required-added", "breaking", location, `Needs ${where} parameter ${name}.`),
      );
    }
  }
  return findings;
}

function compareBodyTypes(oldType: ts.Type, newType: ts.Type, context: OperationTypes): Finding[] {
  const { checker } = context;
  const direction = flow(context, "request");
  const say = sayer(context, direction);
  const body = (operation: ts.Type) => {
    const property = propertyOf(checker, operation, "requestBody");
    return property && !isNothing(property.type) ? property : null;
  };
  const oldProperty = body(oldType);
  const newProperty = body(newType);
  const place = context.reversed ? "payload" : "request";
  if (!oldProperty) {
    if (!newProperty || newProperty.optional || context.reversed) return [];
    return [say("body.required-added", "breaking", place, "A body is now required.")];
  }
  if (!newProperty) return [say("body.removed", "breaking", place, "The body is gone.")];
  const findings: Finding[] = [];
  const harder = context.reversed
    ? !oldProperty.optional && newProperty.optional
    : oldProperty.optional && !newProperty.optional;
  if (harder) {
    const text = context.reversed ? "The body may be missing." : "The body is now required.";
    findings.push(say("body.optional-to-required", "breaking", place, text));
  }
  const locate = (mediaType: string) => bodyLocation(mediaType).replace("request", place);
  const contents = [
    contentOf(checker, oldProperty.type),
    contentOf(checker, newProperty.type),
  ] as const;
  return findings.concat(compareContents(...contents, direction, locate, context));
}
