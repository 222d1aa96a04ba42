import type ts from "typescript";
import type { ChangeClass, Direction, Finding } from "../change.ts";
import {
  bodyLocation,
  headerLocation,
  locationBelow,
  parameterLocation,
  responseLocation,
} from "../location.ts";
import { matchMediaTypes } from "../operations/media-types.ts";
import type { RuleId } from "../rules/all-rules.ts";
import type { VerdictSettings } from "../settings.ts";
import { compareTypePair } from "./compare-types.ts";
import {
  isNothing,
  isUnknown,
  membersOf,
  type Property,
  propertiesOf,
  propertyOf,
} from "./type-shape.ts";

export interface OperationTypes {
  checker: ts.TypeChecker;
  settings: VerdictSettings;
  /** "POST /inbox_embeds"; null for an event. */
  operation: string | null;
  /** Put before each location; for events. */
  prefix: string;
  /** An event is read where a request is written, and the other way round. */
  reversed: boolean;
}

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

type Say = (
  rule: RuleId,
  level: ChangeClass,
  location: string,
  direction: Direction,
  text: string,
) => Finding;

function sayer({ operation, prefix }: OperationTypes): Say {
  return (rule, level, location, direction, text) => ({
    rule,
    class: level,
    operation,
    location: prefix + location,
    direction,
    text,
    cause: `${operation}|${prefix}${location}|${text}`,
  });
}

function comparePair(
  before: ts.Type,
  after: ts.Type,
  direction: Direction,
  location: string,
  { checker, settings, operation, prefix }: OperationTypes,
): Finding[] {
  const openEnums = settings.enums === "open" && direction === "response";
  const comparison = { checker, direction, openEnums, seen: new Set<string>() };
  return compareTypePair(before, after, comparison).map(
    ({ rule, class: level, path, text, cause }) => ({
      rule,
      class: level,
      operation,
      location: locationBelow(prefix + location, path),
      direction,
      text,
      cause,
    }),
  );
}

function flow({ reversed }: OperationTypes, direction: Direction): Direction {
  if (!reversed) return direction;
  return direction === "request" ? "response" : "request";
}

function compareParameterTypes(
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

function contentOf(checker: ts.TypeChecker, owner: ts.Type | null): Map<string, Property> {
  const content = propertyOf(checker, owner, "content");
  return content && !isNothing(content.type) ? propertiesOf(checker, content.type) : new Map();
}

function compareBodyTypes(before: ts.Type, after: ts.Type, context: OperationTypes): Finding[] {
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

function compareContents(
  old: ReadonlyMap<string, Property>,
  now: ReadonlyMap<string, Property>,
  direction: Direction,
  locate: (mediaType: string) => string,
  context: OperationTypes,
): Finding[] {
  const say = sayer(context);
  const findings: Finding[] = [];
  const { pairs, gone } = matchMediaTypes([...old.keys()], [...now.keys()]);
  const kept = new Set(pairs.filter(({ kind }) => kind === "same").map((pair) => pair.old));
  for (const pair of pairs) {
    const was = old.get(pair.old);
    const is = now.get(pair.now);
    if (!was || !is || pair.kind === "inside-wildcard") continue;
    const location = locate(pair.now);
    findings.push(...comparePair(was.type, is.type, direction, location, context));
    if (pair.old === pair.now || (kept.has(pair.old) && pair.kind !== "same")) continue;
    const level = pair.kind === "version" ? "breaking" : "risky";
    const text = `Type key ${pair.old} is now ${pair.now}.`;
    findings.push(
      say(
        direction === "request" ? "media-type.charset" : "content.charset",
        level,
        location,
        direction,
        text,
      ),
    );
  }
  for (const mediaType of gone) {
    const rule = direction === "request" ? "media-type.removed" : "content.media-type-removed";
    findings.push(say(rule, "breaking", locate(mediaType), direction, `${mediaType} is gone.`));
  }
  return findings;
}

function isSuccess(status: string): boolean {
  return status.startsWith("2");
}

function compareResponseTypes(before: ts.Type, after: ts.Type, context: OperationTypes): Finding[] {
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

/** `data` and `error` are unions over statuses and media types: what joins them must have been in them. */
function compareCallSites(
  old: ReadonlyMap<string, Property>,
  now: ReadonlyMap<string, Property>,
  context: OperationTypes,
): Finding[] {
  const { checker, settings } = context;
  const say = sayer(context);
  const findings: Finding[] = [];
  const bodies = (all: ReadonlyMap<string, Property>, success: boolean) =>
    [...all]
      .filter(([status]) => (success ? isSuccess(status) : /^(default|[45])/.test(status)))
      .map(([status, property]) => ({ status, content: contentOf(checker, property.type) }));
  for (const success of [true, false]) {
    if (!success && settings.errors === "unknown") continue;
    const known = bodies(old, success);
    const types = known.flatMap(({ content }) => [...content.values()].map(({ type }) => type));
    if (known.length === 0 || (types.length === 0 && !success)) continue;
    const joins = (type: ts.Type) =>
      types.length > 0 &&
      membersOf(type).every((member) =>
        types.some((other) => checker.isTypeAssignableTo(member, other)),
      );
    for (const { status, content } of bodies(now, success)) {
      const was = known.find((one) => one.status === status);
      if (content.size === 0 && success && !was && known.every((one) => one.content.size > 0)) {
        const text = `May answer ${status} without a body; \`data\` can be undefined.`;
        findings.push(
          say(
            "success-status.added-no-content",
            "breaking",
            responseLocation(status),
            "response",
            text,
          ),
        );
      }
      if (was && settings.accept === "pinned") continue;
      const pairs = matchMediaTypes([...(was?.content.keys() ?? [])], [...content.keys()]);
      if (was && was.content.size === 0) continue;
      for (const mediaType of pairs.come) {
        const type = content.get(mediaType)?.type;
        if (!type || joins(type) || isUnknownJoin(type, types)) continue;
        const location = was ? responseLocation(status, mediaType) : responseLocation(status);
        const text = `\`${success ? "data" : "error"}\` can be another type.`;
        const rule = was
          ? "content.media-type-added"
          : success
            ? "success-status.added-other-body"
            : "error-status.added-other-body";
        findings.push(say(rule, "breaking", location, "response", text));
      }
    }
  }
  return findings;
}

function isUnknownJoin(type: ts.Type, types: readonly ts.Type[]): boolean {
  return isUnknown(type) && types.some(isUnknown);
}
