import type { Operation } from "@shared/openapi-model/model.ts";
import { isObject, objectAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { type At, compareEventInputs } from "./compare-event-inputs.ts";
import { compareMediaSchema } from "./compare-media-schema.ts";
import { compareOperationFacts } from "./compare-operation-facts.ts";
import { bodyLocation } from "./location.ts";
import { areComparable, matchMediaTypes } from "./media-types.ts";
import { type PathView, responsesOf } from "./operation-view.ts";
import { pairOf, report, type Sides, type Spot } from "./report.ts";

/** Here the API calls: the consumer reads the request and writes the response. */
export function compareEvent(
  oldPath: PathView,
  newPath: PathView,
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
  const gone = [...oldPath.operations.values()].filter(
    ({ method }) => !newPath.operations.has(method),
  );
  const come = [...newPath.operations.values()].filter(
    ({ method }) => !oldPath.operations.has(method),
  );
  for (const oldOperation of gone) {
    const newOperation = come.shift();
    const method = newOperation?.method.toUpperCase();
    if (method === undefined) findings.push(report("webhook.removed", spot, { name }));
    else findings.push(report("webhook.method-changed", spot, { name, new: method }));
    if (newOperation) findings.push(...comparePayload(oldOperation, newOperation, name, at, sides));
  }
  for (const newOperation of come)
    findings.push(
      report("webhook.added", spot, { name: `${name} by ${newOperation.method.toUpperCase()}` }),
    );
  for (const [method, oldOperation] of oldPath.operations) {
    const newOperation = newPath.operations.get(method);
    if (newOperation) findings.push(...comparePayload(oldOperation, newOperation, name, at, sides));
  }
  return findings;
}

function comparePayload(
  oldOperation: Operation,
  newOperation: Operation,
  name: string,
  at: At,
  sides: Sides,
): Finding[] {
  const facts = compareOperationFacts(oldOperation, newOperation, sides).map((finding) => ({
    ...finding,
    operation: at.operation,
    location: at.prefix.trim(),
  }));
  return [
    ...facts,
    ...compareBody(oldOperation, newOperation, name, at, sides),
    ...compareEventInputs(oldOperation, newOperation, at, sides),
    ...compareReplies(oldOperation, newOperation, name, at, sides),
  ];
}

function compareBody(
  oldOperation: Operation,
  newOperation: Operation,
  name: string,
  at: At,
  sides: Sides,
): Finding[] {
  const {
    old: oldNode,
    new: newNode,
    cause,
  } = pairOf(sides, oldOperation.node["requestBody"], newOperation.node["requestBody"]);
  const spot: Spot = {
    operation: at.operation,
    location: `${at.prefix}payload`,
    direction: "response",
    cause,
  };
  if (!isObject(oldNode) && !isObject(newNode)) return [];
  if (!isObject(oldNode)) return [report("content.body-added", spot, { status: "The event" })];
  if (!isObject(newNode)) return [report("content.body-removed", spot, { status: "The event" })];
  const findings: Finding[] = [];
  if (oldNode["required"] === true && newNode["required"] !== true) {
    findings.push(report("required.key-dropped", spot, { name: "The body" }));
  }
  const oldContent = objectAt(oldNode, "content");
  const newContent = objectAt(newNode, "content");
  const { pairs, gone, come } = matchMediaTypes(Object.keys(oldContent), Object.keys(newContent));
  for (const pair of pairs) {
    const inner = bodyLocation(pair.new).replace("request", `${at.prefix}payload`);
    const place = { ...spot, location: inner };
    if (["version", "replaced", "to-wildcard"].includes(pair.kind)) {
      const marks = { name, new: pair.new };
      findings.push(report("webhook.payload-media-type", place, marks));
    }
    if (!areComparable(pair)) continue;
    findings.push(
      ...compareMediaSchema(oldContent[pair.old], newContent[pair.new], pair.new, place, sides),
    );
  }
  const next = come.join(", ") || Object.keys(newContent).join(", ");
  if (come.length > 0 || gone.length > 0) {
    // Code that reads the other forms of the event keeps working when one goes.
    const fewer = come.length === 0;
    const override = { class: fewer ? ("risky" as const) : ("breaking" as const) };
    findings.push(report("webhook.payload-media-type", spot, { name, new: next }, override));
  }
  return findings;
}

function compareReplies(
  oldOperation: Operation,
  newOperation: Operation,
  name: string,
  at: At,
  sides: Sides,
): Finding[] {
  const oldResponses = responsesOf(oldOperation);
  const newResponses = responsesOf(newOperation);
  const findings: Finding[] = [];
  for (const status of new Set([...oldResponses.keys(), ...newResponses.keys()])) {
    const oldNode = oldResponses.get(status);
    const newNode = newResponses.get(status);
    const spot: Spot = {
      operation: at.operation,
      location: `${at.prefix}reply ${status}`,
      direction: "request",
      cause: `${at.prefix}${status}`,
    };
    const reply = { ...spot, direction: "response" as const };
    if (!oldNode) {
      findings.push(report("webhook.reply-added", reply, { status }));
      continue;
    }
    if (!newNode) {
      findings.push(report("webhook.reply-removed", reply, { status }));
      continue;
    }
    const oldContent = objectAt(oldNode, "content");
    const newContent = objectAt(newNode, "content");
    const { pairs, gone, come } = matchMediaTypes(Object.keys(oldContent), Object.keys(newContent));
    for (const pair of pairs) {
      if (pair.kind === "replaced") {
        const text = `Reply to ${name}: ${pair.new} is expected instead of ${pair.old}.`;
        findings.push(report("media-type.removed", spot, { old: pair.old }, { text }));
      }
      if (!areComparable(pair)) continue;
      findings.push(
        ...compareMediaSchema(oldContent[pair.old], newContent[pair.new], pair.new, spot, sides),
      );
    }
    for (const oldText of gone) findings.push(report("media-type.removed", spot, { old: oldText }));
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
