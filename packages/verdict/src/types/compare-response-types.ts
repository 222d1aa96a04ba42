import type ts from "typescript";
import { isSuccess } from "../operations/compare-responses.ts";
import { headerLocation, responseLocation } from "../operations/location.ts";
import { matchMediaTypes } from "../operations/media-types.ts";
import type { Direction } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import {
  compareContents,
  comparePair,
  contentOf,
  flow,
  type OperationTypes,
  sayer,
} from "./operation-types.ts";
import {
  isNothing,
  isUnknown,
  membersOf,
  type Property,
  propertiesOf,
  propertyOf,
} from "./type-shape.ts";

export function compareResponseTypes(
  oldType: ts.Type,
  newType: ts.Type,
  context: OperationTypes,
): Finding[] {
  const { checker } = context;
  const direction = flow(context, "response");
  const say = sayer(context, "response");
  const responses = (operation: ts.Type) => {
    const all = propertyOf(checker, operation, "responses");
    return all && !isNothing(all.type)
      ? propertiesOf(checker, all.type)
      : new Map<string, Property>();
  };
  const oldProperties = responses(oldType);
  const newProperties = responses(newType);
  const findings: Finding[] = [];
  const at = (status: string) => (context.reversed ? `reply ${status}` : responseLocation(status));
  const failures = (all: ReadonlyMap<string, Property>) =>
    [...all.keys()].filter((status) => /^(default|[45])/.test(status));
  for (const [status, oldProperty] of oldProperties) {
    const newProperty = newProperties.get(status);
    if (newProperty) {
      findings.push(...compareResponseType(oldProperty, newProperty, status, direction, context));
      continue;
    }
    const last =
      failures(oldProperties).length > 0 &&
      failures(newProperties).length === 0 &&
      context.settings.errors === "union";
    const hard = isSuccess(status) || (last && /^[45]/.test(status)) || context.reversed;
    const rule = isSuccess(status) ? "success-status.removed" : "error-status.removed";
    const text = `Type key ${status} is gone.`;
    findings.push(say(rule, hard ? "breaking" : "risky", at(status), text));
    const next = successor(status, oldProperties, newProperties);
    const other = next === undefined ? undefined : newProperties.get(next);
    const hasBody = (one: Property) => contentOf(checker, one.type).size > 0;
    if (next !== undefined && other && hasBody(oldProperty) && hasBody(other)) {
      findings.push(...compareResponseType(oldProperty, other, next, direction, context));
    }
  }
  if (!context.reversed) findings.push(...compareCallSites(oldProperties, newProperties, context));
  return findings;
}

/** The success that came where the only one went: its body is what the old one became. */
function successor(
  status: string,
  oldProperties: ReadonlyMap<string, Property>,
  newProperties: ReadonlyMap<string, Property>,
): string | undefined {
  const isOnly = [...oldProperties.keys()].filter(isSuccess).length === 1;
  if (!isSuccess(status) || !isOnly) return undefined;
  return [...newProperties.keys()].find((one) => isSuccess(one) && !oldProperties.has(one));
}

function compareResponseType(
  oldProperty: Property,
  newProperty: Property,
  status: string,
  direction: Direction,
  context: OperationTypes,
): Finding[] {
  const { checker, reversed } = context;
  const say = sayer(context, direction);
  const base = reversed ? `reply ${status}` : responseLocation(status);
  const oldProperties = contentOf(checker, oldProperty.type);
  const newProperties = contentOf(checker, newProperty.type);
  const locate = (mediaType: string) => (reversed ? base : responseLocation(status, mediaType));
  const findings =
    oldProperties.size > 0 && newProperties.size === 0
      ? [say("content.body-removed", "breaking", base, `${status} has no body now.`)]
      : compareContents(oldProperties, newProperties, direction, locate, context);
  const headers = (owner: Property) => {
    const property = propertyOf(checker, owner.type, "headers");
    return property ? propertiesOf(checker, property.type) : new Map<string, Property>();
  };
  const newHeaders = headers(newProperty);
  const spelt = new Map([...newHeaders.keys()].map((name) => [name.toLowerCase(), name]));
  for (const [name, header] of headers(oldProperty)) {
    const location = reversed ? base : headerLocation(status, name);
    const same = newHeaders.get(spelt.get(name.toLowerCase()) ?? "");
    if (!same) {
      const level = header.optional ? "risky" : "breaking";
      findings.push(say("header.required-removed", level, location, `Header ${name} is gone.`));
      continue;
    }
    if (same.name !== name) {
      const text = `Header key ${name} is now ${same.name}.`;
      findings.push(say("header.name-case", "risky", location, text));
    }
    if (!header.optional && same.optional) {
      findings.push(
        say("header.required-to-optional", "breaking", location, `Header ${name} may be missing.`),
      );
    }
    findings.push(...comparePair(header.type, same.type, direction, location, context));
  }
  return findings;
}

/** `data` and `error` are unions over statuses and media types: what joins them must have been in them. */
function compareCallSites(
  oldProperties: ReadonlyMap<string, Property>,
  newProperties: ReadonlyMap<string, Property>,
  context: OperationTypes,
): Finding[] {
  const { checker, settings } = context;
  const say = sayer(context, "response");
  const findings: Finding[] = [];
  const bodies = (all: ReadonlyMap<string, Property>, success: boolean) =>
    [...all]
      .filter(([status]) => (success ? isSuccess(status) : /^(default|[45])/.test(status)))
      .map(([status, property]) => ({ status, content: contentOf(checker, property.type) }));
  for (const success of [true, false]) {
    if (!success && settings.errors === "unknown") continue;
    const known = bodies(oldProperties, success);
    const types = known.flatMap(({ content }) => [...content.values()].map(({ type }) => type));
    if (known.length === 0 || (types.length === 0 && !success)) continue;
    const joins = (type: ts.Type) =>
      types.length > 0 &&
      membersOf(type).every((member) =>
        types.some((other) => checker.isTypeAssignableTo(member, other)),
      );
    for (const { status, content } of bodies(newProperties, success)) {
      const oldKnown = known.find((one) => one.status === status);
      if (
        content.size === 0 &&
        success &&
        !oldKnown &&
        known.every((one) => one.content.size > 0)
      ) {
        const text = `May respond with ${status} without a body; \`data\` can be undefined.`;
        findings.push(
          say("success-status.added-no-content", "breaking", responseLocation(status), text),
        );
      }
      if (oldKnown && settings.accept === "pinned") continue;
      const pairs = matchMediaTypes([...(oldKnown?.content.keys() ?? [])], [...content.keys()]);
      if (oldKnown && oldKnown.content.size === 0) continue;
      for (const mediaType of pairs.come) {
        const type = content.get(mediaType)?.type;
        if (!type || joins(type) || isUnknownJoin(type, types)) continue;
        const location = oldKnown ? responseLocation(status, mediaType) : responseLocation(status);
        const text = `\`${success ? "data" : "error"}\` can be another type.`;
        const rule = oldKnown
          ? "content.media-type-added"
          : success
            ? "success-status.added-other-body"
            : "error-status.added-other-body";
        findings.push(say(rule, "breaking", location, text));
      }
    }
  }
  return findings;
}

function isUnknownJoin(type: ts.Type, types: readonly ts.Type[]): boolean {
  return isUnknown(type) && types.some(isUnknown);
}
