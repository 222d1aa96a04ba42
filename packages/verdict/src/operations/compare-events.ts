import { isObject, type JsonObject } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { compareEvent } from "./compare-event.ts";
import { pathView, pathViews } from "./operation-view.ts";
import { report, type Sides, type Spot } from "./report.ts";

export function compareWebhooks(sides: Sides): Finding[] {
  const old = pathViews(sides.old, "webhooks");
  const now = pathViews(sides.new, "webhooks");
  const findings: Finding[] = [];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(name);
    const is = now.get(name);
    const spot: Spot = {
      operation: null,
      location: `webhook ${name}`,
      direction: "response",
      cause: name,
    };
    if (!was) findings.push(report("webhook.added", spot, { name }));
    else if (!is) findings.push(report("webhook.removed", spot, { name }));
    else
      findings.push(
        ...compareEvent(was, is, name, { operation: null, prefix: `webhook ${name} ` }, sides),
      );
  }
  return findings;
}

export function compareCallbacks(
  before: JsonObject,
  after: JsonObject,
  operation: string,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  const spotOf = (name: string): Spot => ({
    operation,
    location: `callback ${name}`,
    direction: "response",
    cause: `${operation}|${name}`,
  });
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (name.startsWith("x-")) continue;
    const spot = spotOf(name);
    const old = sides.old.document.follow(before[name]);
    const now = sides.new.document.follow(after[name]);
    if (!isObject(old)) findings.push(report("callback.added", spot, { name }));
    else if (!isObject(now)) findings.push(report("callback.removed", spot, { name }));
    else findings.push(...compareExpressions(old, now, name, spot, sides));
  }
  return findings;
}

function compareExpressions(
  before: JsonObject,
  after: JsonObject,
  name: string,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  const expressions = (callback: JsonObject) =>
    Object.keys(callback).filter((key) => !key.startsWith("x-"));
  const gone = expressions(before).filter((key) => after[key] === undefined);
  const come = expressions(after).filter((key) => before[key] === undefined);
  const pairs = expressions(before)
    .filter((key) => after[key] !== undefined)
    .map((key) => [key, key]);
  for (const old of gone) {
    const now = come.shift();
    if (now === undefined) {
      findings.push(report("callback.removed", spot, { name: `${name} at ${old}` }));
      continue;
    }
    findings.push(report("callback.expression-changed", spot, { name, new: now }));
    pairs.push([old, now]);
  }
  for (const now of come)
    findings.push(report("callback.added", spot, { name: `${name} at ${now}` }));
  for (const [old = "", now = ""] of pairs) {
    const was = pathView(sides.old, old, before[old]);
    const is = pathView(sides.new, now, after[now]);
    const at = { operation: spot.operation, prefix: `callback ${name} ` };
    findings.push(...compareEvent(was, is, name, at, sides));
  }
  return findings;
}
