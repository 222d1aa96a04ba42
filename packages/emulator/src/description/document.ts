import { isObject, type Json, type JsonObject } from "../json.ts";

/** A node of the document with the JSON pointer of its own place. */
export interface Located {
  node: JsonObject;
  pointer: string;
}

/** Appends one step to a JSON pointer (RFC 6901: `~` and `/` are escaped). */
function step(pointer: string, ...names: readonly (string | number)[]): string {
  return names.reduce<string>(
    (soFar, name) => `${soFar}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`,
    pointer,
  );
}

function lookUp(document: JsonObject, pointer: string): Json | undefined {
  let node: Json | undefined = document;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(node)) node = node[Number(name)];
    else if (isObject(node) && Object.hasOwn(node, name)) node = node[name];
    else return undefined;
  }
  return node;
}

/** The object at a pointer, `$ref`s followed; undefined when there is none. */
export function locate(document: JsonObject, pointer: string): Located | undefined {
  const seen = new Set<string>();
  let at = pointer;
  while (!seen.has(at)) {
    seen.add(at);
    const node = lookUp(document, at);
    if (!isObject(node)) return undefined;
    const ref = node["$ref"];
    if (typeof ref !== "string") return { node, pointer: at };
    if (!ref.startsWith("#/")) {
      throw new Error(
        `The spec refers to ${JSON.stringify(ref)} at ${at}; only references inside the document ("#/…") can be followed. Bundle it into one file first.`,
      );
    }
    // A reference is a URI fragment, so its pointer may be percent-encoded (RFC 6901, section 6).
    at = decodeURIComponent(ref);
  }
  throw new Error(`The spec's reference at ${pointer} leads back to itself.`);
}

/** Like {@link locate}, for a child of a known place. */
export function child(
  document: JsonObject,
  parent: Located,
  ...names: readonly (string | number)[]
): Located | undefined {
  return locate(document, step(parent.pointer, ...names));
}

/** The members of a list below a known place, such as those of `allOf`. */
export function children(
  document: JsonObject,
  parent: Located,
  keyword: string,
): readonly Located[] {
  const members = parent.node[keyword];
  if (!Array.isArray(members)) return [];
  return members.flatMap((_, index) => child(document, parent, keyword, index) ?? []);
}
