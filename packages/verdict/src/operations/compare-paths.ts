import { METHODS } from "@shared/openapi-model/document.ts";
import type { Operation } from "@shared/openapi-model/model.ts";
import { objectAt, textAt } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { daysUntil } from "../rules/lifecycle.ts";
import { compareCallbacks } from "./compare-events.ts";
import { compareOperationFacts } from "./compare-operation-facts.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareRequestBody } from "./compare-request-body.ts";
import { compareResponses } from "./compare-responses.ts";
import { compareSecurity } from "./compare-security.ts";
import { compareServers } from "./compare-servers.ts";
import { type PathMatching, parameterNames, shadowedBy } from "./match-paths.ts";
import type { PathView } from "./operation-view.ts";
import { compareUnknown, report, type Sides, type Spot } from "./report.ts";

const itemKeys = `$ref summary description servers parameters ${METHODS.join(" ")}`;

export function comparePaths(
  matching: PathMatching,
  oldPaths: ReadonlyMap<string, PathView>,
  schemeRenames: ReadonlyMap<string, string>,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, old: oldPath, new: newPath } of matching.pairs) {
    if (rule !== "same") findings.push(...respelt(rule, oldPath, newPath));
    findings.push(...compareMethods(oldPath, newPath, schemeRenames, sides));
    findings.push(...compareUnknown(oldPath.item, newPath.item, itemKeys, spotOf(oldPath.path)));
  }
  for (const view of matching.gone) findings.push(...pathGone(view, sides));
  const shadowed = shadowedBy(oldPaths, sides.old);
  for (const view of matching.come) findings.push(...pathCome(view, shadowed(view)));
  return findings;
}

function spotOf(path: string, operation: string | null = null): Spot {
  return {
    operation,
    location: operation === null ? `path ${path}` : "operation",
    direction: null,
    cause: `${path} ${operation}`,
  };
}

function respelt(
  rule: PathMatching["pairs"][number]["rule"],
  oldPath: PathView,
  newPath: PathView,
): Finding[] {
  const spot = spotOf(oldPath.path);
  const marks = { old: oldPath.path, new: newPath.path };
  if (rule === "prefix-moved") return [report("servers.prefix-moved", spot)];
  if (rule === "respelt") return [report("path.respelt", spot, marks)];
  if (rule === "moved") return [report("path.moved", spot, marks)];
  const newNames = parameterNames(newPath.path);
  return parameterNames(oldPath.path).flatMap((oldText, i) =>
    oldText === newNames[i]
      ? []
      : [report("path.template-renamed", spot, { old: oldText, new: newNames[i] })],
  );
}

function compareMethods(
  oldPath: PathView,
  newPath: PathView,
  schemeRenames: ReadonlyMap<string, string>,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  const gone = [...oldPath.operations.values()].filter(
    ({ method }) => !newPath.operations.has(method),
  );
  const come = [...newPath.operations.values()].filter(
    ({ method }) => !oldPath.operations.has(method),
  );
  for (const [method, oldOperation] of oldPath.operations) {
    const newOperation = newPath.operations.get(method);
    if (newOperation)
      findings.push(...compareOperation(oldOperation, newOperation, schemeRenames, sides));
  }
  for (const oldOperation of gone) {
    const at = come.findIndex(
      (newOperation) =>
        sameOperation(oldOperation, newOperation) || (gone.length === 1 && come.length === 1),
    );
    const [newOperation] = at < 0 ? [] : come.splice(at, 1);
    const marks = { old: oldOperation.name, new: newOperation?.name };
    if (newOperation)
      findings.push(
        report("operation.method-changed", spotOf(oldPath.path, oldOperation.name), marks),
      );
    else findings.push(operationGone(oldOperation, sides));
  }
  for (const newOperation of come) {
    const { name, id } = newOperation;
    findings.push(report("operation.added", spotOf(newPath.path, name), { op: name, id }));
  }
  return findings;
}

function sameOperation(one: Operation, other: Operation): boolean {
  const id = textAt(one.node, "operationId");
  return id !== undefined && id === textAt(other.node, "operationId");
}

function operationGone(oldOperation: Operation, sides: Sides): Finding {
  const sunset = textAt(oldOperation.node, "x-sunset");
  const days = sunset === undefined ? null : daysUntil(sunset, sides.settings.today);
  const announced = oldOperation.node["deprecated"] === true && days !== null && days <= 0;
  const rule = announced ? "operation.removed-after-its-sunset" : "operation.removed";
  return report(rule, spotOf(oldOperation.path, oldOperation.name), {
    op: oldOperation.name,
    date: sunset,
  });
}

function pathGone(view: PathView, sides: Sides): Finding[] {
  const operations = [...view.operations.values()];
  const [only] = operations;
  if (operations.length === 1 && only) {
    const { rule, text } = operationGone(only, sides);
    if (rule === "operation.removed-after-its-sunset") {
      return [report(rule, spotOf(view.path), {}, { text })];
    }
  }
  const marks = { old: view.path, n: operations.length };
  const text =
    operations.length === 1 ? { text: `Path ${view.path} and its operation are gone.` } : {};
  return [report("path.removed", spotOf(view.path), marks, text)];
}

/** One line per operation, since that is what a consumer can call now. */
function pathCome(view: PathView, shadowed: PathView | undefined): Finding[] {
  const shadow = shadowed
    ? [
        report("path.literal-beside-template", spotOf(view.path), {
          new: view.path,
          old: shadowed.path,
        }),
      ]
    : [];
  const operations = [...view.operations.values()];
  if (operations.length === 0)
    return [...shadow, report("path.added", spotOf(view.path), { new: view.path })];
  return [
    ...shadow,
    ...operations.map(({ name, id }) =>
      report("operation.added", spotOf(view.path, name), { op: name, id }),
    ),
  ];
}

function compareOperation(
  oldOperation: Operation,
  newOperation: Operation,
  schemeRenames: ReadonlyMap<string, string>,
  sides: Sides,
): Finding[] {
  return [
    ...compareOperationFacts(oldOperation, newOperation, sides),
    ...compareParameters(oldOperation, newOperation, sides),
    ...compareRequestBody(oldOperation, newOperation, sides),
    ...compareResponses(oldOperation, newOperation, sides),
    ...compareSecurity(oldOperation, newOperation, schemeRenames),
    ...compareOwnServers(oldOperation, newOperation),
    ...compareCallbacks(
      objectAt(oldOperation.node, "callbacks"),
      objectAt(newOperation.node, "callbacks"),
      newOperation.name,
      sides,
    ),
  ];
}

/** Without servers on either path, the document's servers are reported once for all operations. */
function compareOwnServers(oldOperation: Operation, newOperation: Operation): Finding[] {
  const own = [oldOperation, newOperation].some(({ servers }) =>
    servers.some(({ level }) => level === "operation" || level === "pathItem"),
  );
  if (!own) return [];
  return compareServers(oldOperation.servers, newOperation.servers, newOperation.name);
}
