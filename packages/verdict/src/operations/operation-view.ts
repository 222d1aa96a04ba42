import { METHODS } from "@shared/openapi-model/document.ts";
import { isObject, type JsonObject, listAt, objectAt, textAt } from "../json.ts";
import { pathsOf, type Side } from "./sides.ts";

export interface OperationView {
  /** "POST /inbox_embeds" */
  name: string;
  method: string;
  path: string;
  raw: JsonObject;
  item: JsonObject;
  /** The path's own parameters and the operation's, references followed, the latter first. */
  parameters: readonly ParameterView[];
}

export interface ParameterView {
  name: string;
  in: string;
  raw: JsonObject;
}

export interface PathView {
  path: string;
  item: JsonObject;
  operations: ReadonlyMap<string, OperationView>;
}

export function pathViews(side: Side, key: "paths" | "webhooks" = "paths"): Map<string, PathView> {
  const views = pathsOf(side, key).map(([path, item]) => pathView(side, path, item));
  return new Map(views.map((view) => [view.path, view]));
}

export function pathView(side: Side, path: string, node: unknown): PathView {
  const followed = side.document.follow(node);
  const own = isObject(node) ? node : {};
  const item = isObject(followed) ? { ...followed, ...withoutReference(own) } : own;
  const operations = new Map<string, OperationView>();
  for (const method of METHODS) {
    const raw = side.document.follow(item[method]);
    if (!isObject(raw)) continue;
    const parameters = effectiveParameters(side, item, raw);
    const name = `${method.toUpperCase()} ${path}`;
    operations.set(method, { name, method, path, raw, item, parameters });
  }
  return { path, item, operations };
}

function withoutReference(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([key]) => key !== "$ref"));
}

function effectiveParameters(side: Side, item: JsonObject, raw: JsonObject): ParameterView[] {
  const all = [...listAt(raw, "parameters"), ...listAt(item, "parameters")];
  const views = new Map<string, ParameterView>();
  for (const node of all) {
    const parameter = side.document.follow(node);
    const name = textAt(parameter, "name");
    const where = textAt(parameter, "in");
    if (!isObject(parameter) || name === undefined || where === undefined) continue;
    const key = `${where} ${name}`;
    if (!views.has(key)) views.set(key, { name, in: where, raw: parameter });
  }
  return [...views.values()];
}

export function responsesOf(side: Side, operation: OperationView): Map<string, JsonObject> {
  const entries = Object.entries(objectAt(operation.raw, "responses"));
  return new Map(
    entries
      .filter(([status]) => !status.startsWith("x-"))
      .map(([status, node]) => {
        const response = side.document.follow(node);
        return [
          status.toUpperCase() === "DEFAULT" ? "default" : status.toUpperCase(),
          isObject(response) ? response : {},
        ];
      }),
  );
}
