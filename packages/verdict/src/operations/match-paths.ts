import type { Operation } from "@shared/openapi-model/model.ts";
import { objectAt, sameJson, textAt } from "../document/json.ts";
import { acceptsValue } from "../schema/accepts-value.ts";
import { type PathView, parametersOf } from "./operation-view.ts";
import type { Side } from "./report.ts";

export type PathRule = "same" | "template-renamed" | "prefix-moved" | "respelt" | "moved";

export interface PathPair {
  rule: PathRule;
  old: PathView;
  new: PathView;
}

export interface PathMatching {
  pairs: PathPair[];
  gone: PathView[];
  come: PathView[];
}

/** The new path of each old path: by key, template, full URL, spelling, or operations. */
export function matchPaths(
  oldPaths: ReadonlyMap<string, PathView>,
  newPaths: ReadonlyMap<string, PathView>,
  oldSide: Side,
  newSide: Side,
): PathMatching {
  const gone = new Map(oldPaths);
  const come = new Map(newPaths);
  const pairs: PathPair[] = [];
  const matchBy = (
    rule: PathRule,
    keyOld: (view: PathView) => string | null,
    keyNew: (view: PathView) => string | null,
  ) => {
    const byKey = new Map([...come.values()].reverse().map((view) => [keyNew(view), view]));
    for (const view of [...gone.values()]) {
      const key = keyOld(view);
      const match = key === null ? undefined : byKey.get(key);
      if (!match || !come.has(match.path)) continue;
      pairs.push({ rule, old: view, new: match });
      gone.delete(view.path);
      come.delete(match.path);
    }
  };
  matchBy(
    "same",
    ({ path }) => path,
    ({ path }) => path,
  );
  const oldBase = basePath(oldSide);
  const newBase = basePath(newSide);
  if (oldBase !== newBase) {
    const url = (base: string) => (view: PathView) => `${base}${template(view.path)}`;
    matchBy("prefix-moved", url(oldBase), url(newBase));
  }
  matchBy(
    "template-renamed",
    (view) => template(view.path),
    (view) => template(view.path),
  );
  const spelling = (view: PathView) => template(view.path).toLowerCase().replace(/\/+$/, "") || "/";
  matchBy("respelt", spelling, spelling);
  matchBy("moved", operationIds, operationIds);
  matchBy(
    "moved",
    (view) => content(view),
    (view) => content(view),
  );
  return { pairs, gone: [...gone.values()], come: [...come.values()] };
}

/** The path with its parameters' names taken out. */
function template(path: string): string {
  return path.replace(/\{[^}]*\}/g, "{}");
}

export function parameterNames(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? "");
}

function basePath(side: Side): string {
  return pathOfUrl(side.document.model.servers[0]?.template ?? "/");
}

export function pathOfUrl(url: string): string {
  return url
    .replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, "")
    .replace(/[?#].*$/, "")
    .replace(/\/+$/, "");
}

function operationIds(view: PathView): string | null {
  const ids = [...view.operations].map(([method, { node }]) => [
    method,
    textAt(node, "operationId"),
  ]);
  return ids.length > 0 && ids.every(([, id]) => id !== undefined) ? JSON.stringify(ids) : null;
}

/** The operations of a path, as one text; null for too little to match by (no body, no response). */
function content(view: PathView): string | null {
  const substantial = [...view.operations.values()].some(
    ({ node }) =>
      node["requestBody"] !== undefined || Object.keys(objectAt(node, "responses")).length > 1,
  );
  if (!substantial || sameJson(view.item, {})) return null;
  const operations = [...view.operations].map(([method, { node }]) => [method, node]);
  return JSON.stringify(operations, (key, value: unknown) =>
    key === "operationId" ? undefined : value,
  );
}

/** A node of the tree of old paths: the next segments, and the paths that end here, with their number. */
interface PathTree {
  next: Map<string, PathTree>;
  ends: { number: number; view: PathView }[];
}

/** Finds the first old path whose calls a new path takes, without checking all old paths. */
export function shadowedBy(
  oldPaths: ReadonlyMap<string, PathView>,
  oldSide: Side,
): (view: PathView) => PathView | undefined {
  const root: PathTree = { next: new Map(), ends: [] };
  for (const [number, view] of [...oldPaths.values()].entries()) {
    let tree = root;
    for (const segment of view.path.split("/")) {
      const step = isTemplate(segment) ? "{}" : segment;
      const inner: PathTree = tree.next.get(step) ?? { next: new Map(), ends: [] };
      tree.next.set(step, inner);
      tree = inner;
    }
    tree.ends.push({ number, view });
  }
  return (view) => {
    const segments = view.path.split("/");
    let trees = [root];
    for (const segment of segments) {
      const steps = new Set([isTemplate(segment) ? "{}" : segment, "{}"]);
      trees = trees.flatMap(({ next }) => [...steps].flatMap((step) => next.get(step) ?? []));
    }
    return trees
      .flatMap(({ ends }) => ends)
      .sort((one, other) => one.number - other.number)
      .find((end) => takesCallsOf(view, end.view, oldSide))?.view;
  };
}

/** Whether calls that matched a template before reach a new path's literal now. */
function takesCallsOf(view: PathView, other: PathView, oldSide: Side): boolean {
  const mine = view.path.split("/");
  const theirs = other.path.split("/");
  if (mine.length !== theirs.length) return false;
  const fits = mine.every((segment, i) => segment === theirs[i] || isTemplate(theirs[i] ?? ""));
  const literals = mine.flatMap((segment, i) =>
    !isTemplate(segment) && isTemplate(theirs[i] ?? "")
      ? [{ segment, name: (theirs[i] ?? "").slice(1, -1) }]
      : [],
  );
  if (!fits || literals.length === 0) return false;
  return [...view.operations.keys()].some((method) => {
    const operation = other.operations.get(method);
    return (
      operation !== undefined &&
      literals.every(({ segment, name }) => mayBe(segment, name, operation, oldSide))
    );
  });
}

function isTemplate(segment: string): boolean {
  return /^\{[^}]*\}$/.test(segment);
}

/** Whether the parameter could have had this value: "me" is no UUID. */
function mayBe(segment: string, name: string, operation: Operation, { reader }: Side): boolean {
  const parameter = parametersOf(operation).find((one) => one.in === "path" && one.name === name);
  const schema = reader.canonical(reader.source(parameter?.raw["schema"]));
  const values: unknown[] = [segment, ...(Number.isNaN(Number(segment)) ? [] : [Number(segment)])];
  return values.some((value) => acceptsValue(schema, value, reader.canonical));
}
