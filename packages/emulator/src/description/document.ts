import { pointerTo } from "@shared/openapi-model/json-pointer.ts";
import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import { isObject, type JsonObject } from "../json.ts";

/** An object of the document, references followed, with its pointer. */
export interface Located {
  node: JsonObject;
  pointer: string;
}

/** The object at a pointer, references followed; undefined when the value there is no object. */
export function locate({ resolver }: OpenApiModel, pointer: string): Located | undefined {
  return asObject(resolver.follow(resolver.target(pointer)));
}

/** Like {@link locate}, for a child of a known place; undefined also when there is none. */
export function child(
  { resolver }: OpenApiModel,
  parent: { node: object; pointer: string },
  name: string | number,
): Located | undefined {
  if (!Object.hasOwn(parent.node, name)) return undefined;
  const node: unknown = (parent.node as Record<string | number, unknown>)[name];
  return asObject(resolver.follow({ node, pointer: pointerTo(parent.pointer, name) }));
}

/** The members of a list, or of a map, below a known place, by index or name. */
export function children(
  model: OpenApiModel,
  parent: { node: JsonObject; pointer: string },
  key: string,
): readonly (readonly [name: string, member: Located])[] {
  const node = Object.hasOwn(parent.node, key) ? parent.node[key] : undefined;
  if (typeof node !== "object" || node === null) return [];
  const list = { node, pointer: pointerTo(parent.pointer, key) };
  return Object.keys(node).flatMap((name) => {
    const member = child(model, list, name);
    return member ? [[name, member] as const] : [];
  });
}

function asObject({ node, pointer }: { node: unknown; pointer: string }): Located | undefined {
  return isObject(node) ? { node, pointer } : undefined;
}
