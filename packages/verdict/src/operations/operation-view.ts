import { grouped } from "@shared/openapi-model/grouped.ts";
import { type Operation, openApiModel } from "@shared/openapi-model/model.ts";
import { isObject, type JsonObject, objectAt, textAt } from "../document/json.ts";
import type { Side } from "./report.ts";

/** A path, a webhook or the expression of a callback, with its operations by method. */
export interface PathView {
  path: string;
  item: JsonObject;
  operations: ReadonlyMap<string, Operation>;
}

export interface ParameterView {
  name: string;
  in: string;
  raw: JsonObject;
}

export function pathViews(side: Side, key: "paths" | "webhooks" = "paths"): Map<string, PathView> {
  const { operations, webhooks } = side.document.model;
  return viewsOf(side, objectAt(side.document.root, key), key === "paths" ? operations : webhooks);
}

/** The model reads a callback's expressions as the paths of a document. */
export function callbackViews(side: Side, callback: JsonObject): Map<string, PathView> {
  const { operations } = openApiModel({ ...side.document.root, paths: callback, webhooks: {} });
  return viewsOf(side, callback, operations);
}

function viewsOf(
  side: Side,
  paths: JsonObject,
  operations: readonly Operation[],
): Map<string, PathView> {
  const byPath = grouped(operations, ({ path }) => path);
  const views = new Map<string, PathView>();
  for (const [path, node] of Object.entries(paths)) {
    if (path.startsWith("x-")) continue;
    const own = byPath.get(path) ?? [];
    const followed = side.document.follow(node);
    const item = own[0]?.pathItem ?? (isObject(followed) ? followed : {});
    views.set(path, { path, item, operations: new Map(own.map((one) => [one.method, one])) });
  }
  return views;
}

export function parametersOf({ parameters }: Operation): ParameterView[] {
  return parameters.flatMap(({ node }) => {
    const where = textAt(node, "in");
    return where === undefined ? [] : [{ name: node.name, in: where, raw: node }];
  });
}

/** By status, for example `default`, `404` and `4XX`. */
export function responsesOf({ responses }: Operation): Map<string, JsonObject> {
  return new Map(
    responses.map(({ status, node }) => [
      status.toUpperCase() === "DEFAULT" ? "default" : status.toUpperCase(),
      node,
    ]),
  );
}
