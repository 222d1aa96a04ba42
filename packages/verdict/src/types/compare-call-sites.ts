import type ts from "typescript";
import { isSuccess } from "../operations/compare-responses.ts";
import { responseLocation } from "../operations/location.ts";
import { matchMediaTypes } from "../operations/media-types.ts";
import type { Finding } from "../rules/finding.ts";
import { contentOf } from "./compare-content-types.ts";
import { type OperationTypes, sayer } from "./operation-types.ts";
import { isUnknown, membersOf, type Property } from "./type-shape.ts";

/** `data` and `error` are unions over statuses and media types: what joins them must have been in them. */
export function compareCallSites(
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
