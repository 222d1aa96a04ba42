import type ts from "typescript";
import { bodyLocation } from "../operations/location.ts";
import type { Finding } from "../rules/finding.ts";
import { compareContents, contentOf } from "./compare-content-types.ts";
import { flow, type OperationTypes, sayer } from "./operation-types.ts";
import { isNothing, propertyOf } from "./type-shape.ts";

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
