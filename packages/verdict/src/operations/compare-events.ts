import { isObject, type JsonObject } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { compareEvent } from "./compare-event.ts";
import { callbackViews, pathViews } from "./operation-view.ts";
import { report, type Sides, type Spot } from "./report.ts";

export function compareWebhooks(sides: Sides): Finding[] {
  const oldPaths = pathViews(sides.old, "webhooks");
  const newPaths = pathViews(sides.new, "webhooks");
  const findings: Finding[] = [];
  for (const name of new Set([...oldPaths.keys(), ...newPaths.keys()])) {
    const oldPath = oldPaths.get(name);
    const newPath = newPaths.get(name);
    const spot: Spot = {
      operation: null,
      location: `webhook ${name}`,
      direction: "response",
      cause: name,
    };
    if (!oldPath) findings.push(report("webhook.added", spot, { name }));
    else if (!newPath) findings.push(report("webhook.removed", spot, { name }));
    else
      findings.push(
        ...compareEvent(
          oldPath,
          newPath,
          name,
          { operation: null, prefix: `webhook ${name} ` },
          sides,
        ),
      );
  }
  return findings;
}

export function compareCallbacks(
  oldNode: JsonObject,
  newNode: JsonObject,
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
  for (const name of new Set([...Object.keys(oldNode), ...Object.keys(newNode)])) {
    if (name.startsWith("x-")) continue;
    const spot = spotOf(name);
    const oldContent = sides.old.document.follow(oldNode[name]);
    const newContent = sides.new.document.follow(newNode[name]);
    if (!isObject(oldContent)) findings.push(report("callback.added", spot, { name }));
    else if (!isObject(newContent)) findings.push(report("callback.removed", spot, { name }));
    else findings.push(...compareExpressions(oldContent, newContent, name, spot, sides));
  }
  return findings;
}

function compareExpressions(
  oldNode: JsonObject,
  newNode: JsonObject,
  name: string,
  spot: Spot,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  const expressions = (callback: JsonObject) =>
    Object.keys(callback).filter((key) => !key.startsWith("x-"));
  const gone = expressions(oldNode).filter((key) => newNode[key] === undefined);
  const come = expressions(newNode).filter((key) => oldNode[key] === undefined);
  const pairs = expressions(oldNode)
    .filter((key) => newNode[key] !== undefined)
    .map((key) => [key, key]);
  for (const oldText of gone) {
    const newText = come.shift();
    if (newText === undefined) {
      findings.push(report("callback.removed", spot, { name: `${name} at ${oldText}` }));
      continue;
    }
    findings.push(report("callback.expression-changed", spot, { name, new: newText }));
    pairs.push([oldText, newText]);
  }
  for (const newText of come)
    findings.push(report("callback.added", spot, { name: `${name} at ${newText}` }));
  const oldPaths = callbackViews(sides.old, oldNode);
  const newPaths = callbackViews(sides.new, newNode);
  const at = { operation: spot.operation, prefix: `callback ${name} ` };
  for (const [oldText = "", newText = ""] of pairs) {
    const oldPath = oldPaths.get(oldText);
    const newPath = newPaths.get(newText);
    if (oldPath && newPath) findings.push(...compareEvent(oldPath, newPath, name, at, sides));
  }
  return findings;
}
