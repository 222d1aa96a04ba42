import { isObject, objectAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { type At, compareEventInputs } from "./compare-event-inputs.ts";
import { compareMediaSchema } from "./compare-media-schema.ts";
import { compareOperationFacts } from "./compare-operation-facts.ts";
import { bodyLocation } from "./location.ts";
import { matchMediaTypes } from "./media-types.ts";
import { type OperationView, type PathView, responsesOf } from "./operation-view.ts";
import { pairOf, report, type Sides, type Spot } from "./report.ts";

/** Here the API calls: the consumer reads the request and writes the response. */
export function compareEvent(
  before: PathView,
  after: PathView,
  name: string,
  at: At,
  sides: Sides,
): Finding[] {
  const spot: Spot = {
    operation: at.operation,
    location: at.prefix.trim(),
    direction: "response",
    cause: at.prefix,
  };
  const findings: Finding[] = [];
  const gone = [...before.operations.values()].filter(
    ({ method }) => !after.operations.has(method),
  );
  const come = [...after.operations.values()].filter(
    ({ method }) => !before.operations.has(method),
  );
  for (const was of gone) {
    const is = come.shift();
    const method = is?.method.toUpperCase();
    if (method === undefined) findings.push(report("webhook.removed", spot, { name }));
    else findings.push(report("webhook.method-changed", spot, { name, new: method }));
    if (is) findings.push(...comparePayload(was, is, name, at, sides));
  }
  for (const is of come)
    findings.push(report("webhook.added", spot, { name: `${name} by ${is.method.toUpperCase()}` }));
  for (const [method, was] of before.operations) {
    const is = after.operations.get(method);
    if (is) findings.push(...comparePayload(was, is, name, at, sides));
  }
  return findings;
}

function comparePayload(
  before: OperationView,
  after: OperationView,
  name: string,
  at: At,
  sides: Sides,
): Finding[] {
  const facts = compareOperationFacts(before, after, sides).map((finding) => ({
    ...finding,
    operation: at.operation,
    location: at.prefix.trim(),
  }));
  return [
    ...facts,
    ...compareBody(before, after, name, at, sides),
    ...compareEventInputs(before, after, at, sides),
    ...compareReplies(before, after, name, at, sides),
  ];
}

function compareBody(
  before: OperationView,
  after: OperationView,
  name: string,
  at: At,
  sides: Sides,
): Finding[] {
  const { old, now, cause } = pairOf(sides, before.raw["requestBody"], after.raw["requestBody"]);
  const spot: Spot = {
    operation: at.operation,
    location: `${at.prefix}payload`,
    direction: "response",
    cause,
  };
  if (!isObject(old) && !isObject(now)) return [];
  if (!isObject(old)) return [report("content.body-added", spot, { status: "The event" })];
  if (!isObject(now)) return [report("content.body-removed", spot, { status: "The event" })];
  const findings: Finding[] = [];
  if (old["required"] === true && now["required"] !== true) {
    findings.push(report("required.key-dropped", spot, { name: "The body" }));
  }
  const was = objectAt(old, "content");
  const is = objectAt(now, "content");
  const { pairs, gone, come } = matchMediaTypes(Object.keys(was), Object.keys(is));
  for (const pair of pairs) {
    const inner = bodyLocation(pair.now).replace("request", `${at.prefix}payload`);
    const place = { ...spot, location: inner };
    if (pair.kind === "version" || pair.kind === "to-wildcard") {
      const marks = { name, new: pair.now };
      findings.push(report("webhook.payload-media-type", place, marks));
    }
    findings.push(...compareMediaSchema(was[pair.old], is[pair.now], pair.now, place, sides));
  }
  const next = come.join(", ") || Object.keys(is).join(", ");
  if (come.length > 0 || gone.length > 0) {
    // A form of the event that may no longer come hurts nobody who reads the others.
    const fewer = come.length === 0;
    const override = { class: fewer ? ("risky" as const) : ("breaking" as const) };
    findings.push(report("webhook.payload-media-type", spot, { name, new: next }, override));
  }
  return findings;
}

function compareReplies(
  before: OperationView,
  after: OperationView,
  name: string,
  at: At,
  sides: Sides,
): Finding[] {
  const old = responsesOf(sides.old, before);
  const now = responsesOf(sides.new, after);
  const findings: Finding[] = [];
  for (const status of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(status);
    const is = now.get(status);
    const spot: Spot = {
      operation: at.operation,
      location: `${at.prefix}reply ${status}`,
      direction: "request",
      cause: `${at.prefix}${status}`,
    };
    const reply = { ...spot, direction: "response" as const };
    if (!was) {
      findings.push(report("webhook.reply-added", reply, { status }));
      continue;
    }
    if (!is) {
      findings.push(report("webhook.reply-removed", reply, { status }));
      continue;
    }
    const oldContent = objectAt(was, "content");
    const newContent = objectAt(is, "content");
    const { pairs, gone, come } = matchMediaTypes(Object.keys(oldContent), Object.keys(newContent));
    for (const pair of pairs) {
      findings.push(
        ...compareMediaSchema(oldContent[pair.old], newContent[pair.now], pair.now, spot, sides),
      );
    }
    for (const old of gone) findings.push(report("media-type.removed", spot, { old }));
    for (const fresh of come) {
      const first = Object.keys(oldContent).length === 0;
      const text = `Reply to ${name}: ${first ? "a body is expected now" : `may be ${fresh}`}.`;
      findings.push(
        report("media-type.added", spot, {}, { text, class: first ? "risky" : "additive" }),
      );
    }
  }
  return findings;
}
