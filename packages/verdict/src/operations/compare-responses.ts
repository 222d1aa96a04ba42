import { type JsonObject, objectAt, sameJson } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { compareHeaders, compareResponseContent, isKnownBody } from "./compare-response.ts";
import { responseLocation } from "./location.ts";
import { type OperationView, responsesOf } from "./operation-view.ts";
import { compareTexts, compareUnknown, pairOf, report, type Sides, type Spot } from "./report.ts";

type Responses = ReadonlyMap<string, JsonObject>;

export function compareResponses(
  before: OperationView,
  after: OperationView,
  sides: Sides,
): Finding[] {
  const old = responsesOf(sides.old, before);
  const now = responsesOf(sides.new, after);
  const spotOf = (status: string): Spot => ({
    operation: after.name,
    location: responseLocation(status),
    direction: "response",
    cause: `${pairOf(sides, old.get(status), now.get(status)).cause}`,
  });
  const findings: Finding[] = [];
  for (const [status, was] of old) {
    const is = now.get(status);
    if (is) findings.push(...compareResponse(was, is, status, spotOf(status), sides));
  }
  findings.push(...compareSuccess(old, now, spotOf, sides));
  for (const status of old.keys()) {
    if (!now.has(status) && !isSuccess(status))
      findings.push(...failureGone(status, old, now, spotOf, sides));
  }
  for (const status of now.keys()) {
    if (!old.has(status) && !isSuccess(status))
      findings.push(...failureCome(status, old, now, spotOf, sides));
  }
  return findings;
}

export function isSuccess(status: string): boolean {
  return status.startsWith("2");
}

function compareResponse(
  before: JsonObject,
  after: JsonObject,
  status: string,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const findings = [
    ...compareTexts(before, after, ["description"], "response.description", spot),
    ...compareUnknown(before, after, "description headers content links", spot),
    ...compareHeaders(before, after, status, spot, sides),
    ...compareResponseContent(before, after, status, spot, sides),
  ];
  if (!sameJson(before["links"], after["links"])) findings.push(report("links.any", spot));
  return findings;
}

type SpotOf = (status: string) => Spot;

function compareSuccess(old: Responses, now: Responses, spotOf: SpotOf, sides: Sides): Finding[] {
  const before = [...old.keys()].filter(isSuccess);
  const after = [...now.keys()].filter(isSuccess);
  let gone = before.filter((status) => !now.has(status));
  let come = after.filter((status) => !old.has(status));
  const findings: Finding[] = [];
  const answers = (all: Responses, statuses: readonly string[]) =>
    statuses.map((status) => all.get(status) ?? {});
  const wide = now.get("2XX");
  if (
    come.includes("2XX") &&
    wide &&
    gone.length > 0 &&
    isKnownBody(wide, answers(old, gone), sides)
  ) {
    const [status = "2XX"] = gone;
    findings.push(report("success-status.to-range", spotOf(status)));
    gone = [];
    come = come.filter((other) => other !== "2XX");
  }
  const was = old.get("2XX");
  if (was && gone.includes("2XX") && come.length > 0) {
    for (const status of come) {
      const is = now.get(status) ?? {};
      findings.push(
        report(
          "success-status.from-range",
          spotOf(status),
          {},
          { text: `Answers only ${status}.` },
        ),
      );
      findings.push(...compareResponse(was, is, status, spotOf(status), sides));
    }
    return findings;
  }
  const [only] = gone;
  if (only !== undefined && before.length === 1) {
    const next = come[0] ?? (now.has("default") ? "default" : "nothing that is described");
    findings.push(report("success-status.replaced", spotOf(only), { old: only, new: next }));
    come = come.slice(1);
    gone = [];
  }
  for (const status of gone)
    findings.push(report("success-status.removed", spotOf(status), { status }));
  for (const status of come) findings.push(...successCome(status, old, now, spotOf, sides));
  return findings;
}

function successCome(
  status: string,
  old: Responses,
  now: Responses,
  spotOf: SpotOf,
  sides: Sides,
): Finding[] {
  const spot = spotOf(status);
  const answer = now.get(status) ?? {};
  const successes = [...old].filter(([other]) => isSuccess(other)).map(([, response]) => response);
  const covering = old.get("2XX") ?? (successes.length === 0 ? old.get("default") : undefined);
  if (covering && status !== "2XX") {
    const inner = compareResponse(covering, answer, status, spot, sides);
    return [report("success-status.described", spot, { status }), ...inner];
  }
  if (Object.keys(objectAt(answer, "content")).length === 0) {
    const empty = successes.some((other) => Object.keys(objectAt(other, "content")).length === 0);
    const rule = empty ? "success-status.added-known-body" : "success-status.added-no-content";
    return [report(rule, spot, { status })];
  }
  const known = isKnownBody(answer, successes, sides);
  const rule = known ? "success-status.added-known-body" : "success-status.added-other-body";
  return [report(rule, spot, { status })];
}

function range(status: string): string {
  return `${status.charAt(0)}XX`;
}

function failureGone(
  status: string,
  old: Responses,
  now: Responses,
  spotOf: SpotOf,
  sides: Sides,
): Finding[] {
  const spot = spotOf(status);
  if (status === "default") return [report("default-response.removed", spot)];
  const covering = now.get(range(status)) ?? now.get("default");
  if (!covering) return [report("error-status.removed", spot, { status })];
  const name = now.has(range(status)) ? range(status) : "default";
  const inner = compareResponse(old.get(status) ?? {}, covering, status, spot, sides);
  return [report("error-status.removed-covered", spot, { status, new: name }), ...inner];
}

function failureCome(
  status: string,
  old: Responses,
  now: Responses,
  spotOf: SpotOf,
  sides: Sides,
): Finding[] {
  const spot = spotOf(status);
  const failures = [...old].filter(([other]) => !isSuccess(other)).map(([, response]) => response);
  const covering =
    status === "default" ? undefined : (old.get(range(status)) ?? old.get("default"));
  const answer = now.get(status) ?? {};
  // Where no fault was described, any could come: to describe one is news and no change.
  const undescribed = failures.length === 0;
  const known = undescribed || isKnownBody(answer, covering ? [covering] : failures, sides);
  const kind = status === "default" ? "default-response" : "error-status";
  return [report(`${kind}.${known ? "added-known-body" : "added-other-body"}`, spot, { status })];
}
