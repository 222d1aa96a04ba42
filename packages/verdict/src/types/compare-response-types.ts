import type ts from "typescript";
import { isSuccess } from "../operations/compare-responses.ts";
import { headerLocation, responseLocation } from "../operations/location.ts";
import type { Direction, Finding } from "../rules/finding.ts";
import { compareCallSites } from "./compare-call-sites.ts";
import { compareContents, contentOf } from "./compare-content-types.ts";
import { comparePair, flow, type OperationTypes, sayer } from "./operation-types.ts";
import { isNothing, type Property, propertiesOf, propertyOf } from "./type-shape.ts";

export function compareResponseTypes(
  before: ts.Type,
  after: ts.Type,
  context: OperationTypes,
): Finding[] {
  const { checker } = context;
  const say = sayer(context);
  const direction = flow(context, "response");
  const responses = (operation: ts.Type) => {
    const all = propertyOf(checker, operation, "responses");
    return all && !isNothing(all.type)
      ? propertiesOf(checker, all.type)
      : new Map<string, Property>();
  };
  const old = responses(before);
  const now = responses(after);
  const findings: Finding[] = [];
  const at = (status: string) => (context.reversed ? `reply ${status}` : responseLocation(status));
  const failures = (all: ReadonlyMap<string, Property>) =>
    [...all.keys()].filter((status) => /^(default|[45])/.test(status));
  for (const [status, was] of old) {
    const is = now.get(status);
    if (is) {
      findings.push(...compareResponseType(was, is, status, direction, context));
      continue;
    }
    const last =
      failures(old).length > 0 && failures(now).length === 0 && context.settings.errors === "union";
    const hard = isSuccess(status) || (last && /^[45]/.test(status)) || context.reversed;
    const rule = isSuccess(status) ? "success-status.removed" : "error-status.removed";
    const text = `Type key ${status} is gone.`;
    findings.push(say(rule, hard ? "breaking" : "risky", at(status), "response", text));
  }
  if (!context.reversed) findings.push(...compareCallSites(old, now, context));
  return findings;
}

function compareResponseType(
  was: Property,
  is: Property,
  status: string,
  direction: Direction,
  context: OperationTypes,
): Finding[] {
  const { checker, reversed } = context;
  const say = sayer(context);
  const base = reversed ? `reply ${status}` : responseLocation(status);
  const old = contentOf(checker, was.type);
  const now = contentOf(checker, is.type);
  const locate = (mediaType: string) => (reversed ? base : responseLocation(status, mediaType));
  const findings =
    old.size > 0 && now.size === 0
      ? [say("content.body-removed", "breaking", base, direction, `${status} has no body now.`)]
      : compareContents(old, now, direction, locate, context);
  const headers = (owner: Property) => {
    const property = propertyOf(checker, owner.type, "headers");
    return property ? propertiesOf(checker, property.type) : new Map<string, Property>();
  };
  const newHeaders = headers(is);
  const spelt = new Map([...newHeaders.keys()].map((name) => [name.toLowerCase(), name]));
  for (const [name, header] of headers(was)) {
    const location = reversed ? base : headerLocation(status, name);
    const same = newHeaders.get(spelt.get(name.toLowerCase()) ?? "");
    if (!same) {
      const level = header.optional ? "risky" : "breaking";
      findings.push(
        say("header.required-removed", level, location, direction, `Header ${name} is gone.`),
      );
      continue;
    }
    if (same.name !== name) {
      const text = `Header key ${name} is now ${same.name}.`;
      findings.push(say("header.name-case", "risky", location, direction, text));
    }
    if (!header.optional && same.optional) {
      findings.push(
        say(
          "header.required-to-optional",
          "breaking",
          location,
          direction,
          `Header ${name} may be missing.`,
        ),
      );
    }
    findings.push(...comparePair(header.type, same.type, direction, location, context));
  }
  return findings;
}
