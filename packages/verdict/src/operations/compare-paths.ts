import { METHODS } from "@shared/openapi-model/document.ts";
import type { Finding } from "../change.ts";
import { textAt } from "../json.ts";
import { daysUntil } from "../lifecycle.ts";
import { compareOperation } from "./compare-operation.ts";
import { compareUnknown } from "./compare-unknown.ts";
import { type PathMatching, parameterNames } from "./match-paths.ts";
import type { OperationView, PathView } from "./operation-view.ts";
import { takesCallsOf } from "./shadowed-path.ts";
import { report, type Sides, type Spot } from "./sides.ts";

const itemKeys = `$ref summary description servers parameters ${METHODS.join(" ")}`;

export function comparePaths(
  matching: PathMatching,
  old: ReadonlyMap<string, PathView>,
  schemeRenames: ReadonlyMap<string, string>,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, old: before, now: after } of matching.pairs) {
    if (rule !== "same") findings.push(...respelt(rule, before, after));
    findings.push(...compareMethods(before, after, schemeRenames, sides));
    findings.push(...compareUnknown(before.item, after.item, itemKeys, spotOf(before.path)));
  }
  for (const view of matching.gone) findings.push(...pathGone(view, sides));
  for (const view of matching.come) findings.push(...pathCome(view, old, sides));
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
  before: PathView,
  after: PathView,
): Finding[] {
  const spot = spotOf(before.path);
  const marks = { old: before.path, new: after.path };
  if (rule === "prefix-moved") return [report("servers.prefix-moved", spot)];
  if (rule === "respelt") return [report("path.respelt", spot, marks)];
  if (rule === "moved") return [report("path.moved", spot, marks)];
  const now = parameterNames(after.path);
  return parameterNames(before.path).flatMap((old, i) =>
    old === now[i] ? [] : [report("path.template-renamed", spot, { old, new: now[i] })],
  );
}

function compareMethods(
  before: PathView,
  after: PathView,
  schemeRenames: ReadonlyMap<string, string>,
  sides: Sides,
): Finding[] {
  const findings: Finding[] = [];
  const gone = [...before.operations.values()].filter(
    ({ method }) => !after.operations.has(method),
  );
  const come = [...after.operations.values()].filter(
    ({ method }) => !before.operations.has(method),
  );
  for (const [method, old] of before.operations) {
    const now = after.operations.get(method);
    if (now) findings.push(...compareOperation(old, now, schemeRenames, sides));
  }
  for (const old of gone) {
    const at = come.findIndex(
      (now) => sameOperation(old, now) || (gone.length === 1 && come.length === 1),
    );
    const [now] = at < 0 ? [] : come.splice(at, 1);
    const marks = { old: old.name, new: now?.name };
    if (now)
      findings.push(report("operation.method-changed", spotOf(before.path, old.name), marks));
    else findings.push(operationGone(old, sides));
  }
  for (const now of come) {
    findings.push(report("operation.added", spotOf(after.path, now.name), { op: now.name }));
  }
  return findings;
}

function sameOperation(one: OperationView, other: OperationView): boolean {
  const id = textAt(one.raw, "operationId");
  return id !== undefined && id === textAt(other.raw, "operationId");
}

function operationGone(old: OperationView, sides: Sides): Finding {
  const sunset = textAt(old.raw, "x-sunset");
  const days = sunset === undefined ? null : daysUntil(sunset, sides.settings.today);
  const announced = old.raw["deprecated"] === true && days !== null && days <= 0;
  const rule = announced ? "operation.removed-after-its-sunset" : "operation.removed";
  return report(rule, spotOf(old.path, old.name), { op: old.name, date: sunset });
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
function pathCome(view: PathView, old: ReadonlyMap<string, PathView>, sides: Sides): Finding[] {
  const shadowed = [...old.values()].find((other) => takesCallsOf(view, other, sides.old));
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
    ...operations.map(({ name }) =>
      report("operation.added", spotOf(view.path, name), { op: name }),
    ),
  ];
}
