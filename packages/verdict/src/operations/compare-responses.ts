import type { Operation } from "@shared/openapi-model/model.ts";
import { type JsonObject, objectAt, sameJson } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { compareHeaders, compareResponseContent, isKnownBody } from "./compare-response.ts";
import { responseLocation } from "./location.ts";
import { responsesOf } from "./operation-view.ts";
import { compareTexts, compareUnknown, pairOf, report, type Sides, type Spot } from "./report.ts";

type Responses = ReadonlyMap<string, JsonObject>;

export function compareResponses(
  oldOperation: Operation,
  newOperation: Operation,
  sides: Sides,
): Finding[] {
  const oldResponses = responsesOf(oldOperation);
  const newResponses = responsesOf(newOperation);
  const spotOf = (status: string): Spot => ({
    operation: newOperation.name,
    location: responseLocation(status),
    direction: "response",
    cause: `${pairOf(sides, oldResponses.get(status), newResponses.get(status)).cause}`,
  });
  const findings: Finding[] = [];
  for (const [status, oldNode] of oldResponses) {
    const newNode = newResponses.get(status);
    if (newNode) findings.push(...compareResponse(oldNode, newNode, status, spotOf(status), sides));
  }
  findings.push(...compareSuccess(oldResponses, newResponses, spotOf, sides));
  findings.push(...compareFailures(oldResponses, newResponses, spotOf, sides));
  return findings;
}

function compareFailures(
  oldResponses: Responses,
  newResponses: Responses,
  spotOf: SpotOf,
  sides: Sides,
): Finding[] {
  const onlyIn = (some: Responses, others: Responses) =>
    [...some.keys()].filter((status) => !others.has(status) && !isSuccess(status));
  const gone = onlyIn(oldResponses, newResponses);
  const come = onlyIn(newResponses, oldResponses).filter(
    (status) => !covers(status, oldResponses, newResponses),
  );
  const [only] = gone;
  const old = only === undefined ? undefined : oldResponses.get(only);
  // One response under another status: the body is the same, and nothing else took its place.
  const replaced =
    only !== undefined &&
    old !== undefined &&
    gone.length === 1 &&
    come.length > 0 &&
    coverOf(only, newResponses) === undefined &&
    come.every((status) => isKnownBody(newResponses.get(status) ?? {}, [old], sides));
  if (replaced) {
    const marks = { old: only, new: come.join(" and ") };
    const alsoAt = come.map((status) => responseLocation(status));
    return [report("error-status.replaced", spotOf(only), marks, { alsoAt })];
  }
  return [
    ...gone.flatMap((status) => failureGone(status, oldResponses, newResponses, spotOf, sides)),
    ...come.flatMap((status) => failureCome(status, oldResponses, newResponses, spotOf, sides)),
  ];
}

/** The response that covers an undocumented status: its range, or the default. */
function coverOf(status: string, responses: Responses): string | undefined {
  if (status === "default") return undefined;
  return [range(status), "default"].find((name) => responses.has(name));
}

export function isSuccess(status: string): boolean {
  return status.startsWith("2");
}

function compareResponse(
  oldNode: JsonObject,
  newNode: JsonObject,
  status: string,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const findings = [
    ...compareTexts(oldNode, newNode, ["description"], "response.description", spot),
    ...compareUnknown(oldNode, newNode, "description headers content links", spot),
    ...compareHeaders(oldNode, newNode, status, spot, sides),
    ...compareResponseContent(oldNode, newNode, status, spot, sides),
  ];
  if (!sameJson(oldNode["links"], newNode["links"])) findings.push(report("links.any", spot));
  return findings;
}

type SpotOf = (status: string) => Spot;

function compareSuccess(
  oldResponses: Responses,
  newResponses: Responses,
  spotOf: SpotOf,
  sides: Sides,
): Finding[] {
  const oldNames = [...oldResponses.keys()].filter(isSuccess);
  const newNames = [...newResponses.keys()].filter(isSuccess);
  let gone = oldNames.filter((status) => !newResponses.has(status));
  let come = newNames.filter((status) => !oldResponses.has(status));
  const findings: Finding[] = [];
  const responsesFor = (all: Responses, statuses: readonly string[]) =>
    statuses.map((status) => all.get(status) ?? {});
  const wide = newResponses.get("2XX");
  if (
    come.includes("2XX") &&
    wide &&
    gone.length > 0 &&
    isKnownBody(wide, responsesFor(oldResponses, gone), sides)
  ) {
    const [status = "2XX"] = gone;
    const alsoAt = [responseLocation("2XX")];
    findings.push(report("success-status.to-range", spotOf(status), {}, { alsoAt }));
    gone = [];
    come = come.filter((other) => other !== "2XX");
  }
  const oldNode = oldResponses.get("2XX");
  if (oldNode && gone.includes("2XX") && come.length > 0) {
    for (const status of come) {
      const newNode = newResponses.get(status) ?? {};
      findings.push(
        report(
          "success-status.from-range",
          spotOf(status),
          {},
          { text: `Responds only with ${status}.`, alsoAt: [responseLocation("2XX")] },
        ),
      );
      findings.push(...compareResponse(oldNode, newNode, status, spotOf(status), sides));
    }
    return findings;
  }
  const [only] = gone;
  if (only !== undefined && oldNames.length === 1) {
    const next = come[0] ?? (newResponses.has("default") ? "default" : "nothing that is described");
    const marks = { old: only, new: next };
    const alsoAt = come.slice(0, 1).map((status) => responseLocation(status));
    findings.push(report("success-status.replaced", spotOf(only), marks, { alsoAt }));
    findings.push(...compareBodies(only, next, oldResponses, newResponses, spotOf, sides));
    come = come.slice(1);
    gone = [];
  }
  for (const status of gone)
    findings.push(report("success-status.removed", spotOf(status), { status }));
  for (const status of come)
    findings.push(...successCome(status, oldResponses, newResponses, spotOf, sides));
  return findings;
}

/** The same body under another status is no change of the body; a body that came or went belongs to the status. */
function compareBodies(
  oldStatus: string,
  newStatus: string,
  oldResponses: Responses,
  newResponses: Responses,
  spotOf: SpotOf,
  sides: Sides,
): Finding[] {
  const oldNode = oldResponses.get(oldStatus);
  const newNode = newResponses.get(newStatus);
  const hasBody = (node: JsonObject | undefined) =>
    Object.keys(objectAt(node, "content")).length > 0;
  if (!oldNode || !newNode || !hasBody(oldNode) || !hasBody(newNode)) return [];
  return compareResponseContent(oldNode, newNode, newStatus, spotOf(newStatus), sides);
}

function successCome(
  status: string,
  oldResponses: Responses,
  newResponses: Responses,
  spotOf: SpotOf,
  sides: Sides,
): Finding[] {
  const spot = spotOf(status);
  const response = newResponses.get(status) ?? {};
  const successes = [...oldResponses]
    .filter(([other]) => isSuccess(other))
    .map(([, response]) => response);
  const covering =
    oldResponses.get("2XX") ?? (successes.length === 0 ? oldResponses.get("default") : undefined);
  if (covering && status !== "2XX") {
    const inner = compareResponse(covering, response, status, spot, sides);
    return [report("success-status.described", spot, { status }), ...inner];
  }
  if (Object.keys(objectAt(response, "content")).length === 0) {
    const empty = successes.some((other) => Object.keys(objectAt(other, "content")).length === 0);
    const rule = empty ? "success-status.added-known-body" : "success-status.added-no-content";
    return [report(rule, spot, { status })];
  }
  const known = isKnownBody(response, successes, sides);
  const rule = known ? "success-status.added-known-body" : "success-status.added-other-body";
  return [report(rule, spot, { status })];
}

function range(status: string): string {
  return `${status.charAt(0)}XX`;
}

/** A range that replaced a status is reported with that status. */
function covers(status: string, oldResponses: Responses, newResponses: Responses): boolean {
  return [...oldResponses.keys()].some(
    (other) => /^\d{3}$/.test(other) && !newResponses.has(other) && range(other) === status,
  );
}

function failureGone(
  status: string,
  oldResponses: Responses,
  newResponses: Responses,
  spotOf: SpotOf,
  sides: Sides,
): Finding[] {
  const spot = spotOf(status);
  if (status === "default") return [report("default-response.removed", spot)];
  const name = coverOf(status, newResponses);
  const covering = name === undefined ? undefined : newResponses.get(name);
  if (!covering) return [report("error-status.removed", spot, { status })];
  const inner = compareResponse(oldResponses.get(status) ?? {}, covering, status, spot, sides);
  return [report("error-status.removed-covered", spot, { status, new: name }), ...inner];
}

function failureCome(
  status: string,
  oldResponses: Responses,
  newResponses: Responses,
  spotOf: SpotOf,
  sides: Sides,
): Finding[] {
  const spot = spotOf(status);
  const failures = [...oldResponses]
    .filter(([other]) => !isSuccess(other))
    .map(([, response]) => response);
  const cover = coverOf(status, oldResponses);
  const covering = cover === undefined ? undefined : oldResponses.get(cover);
  const response = newResponses.get(status) ?? {};
  // Where no error was documented, any could come: to document one is additive.
  const undescribed = failures.length === 0;
  const known = undescribed || isKnownBody(response, covering ? [covering] : failures, sides);
  const kind = status === "default" ? "default-response" : "error-status";
  return [report(`${kind}.${known ? "added-known-body" : "added-other-body"}`, spot, { status })];
}
