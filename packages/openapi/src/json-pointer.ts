import { isObject, type JsonObject } from "./document.ts";

/** A reference or pointer that leads to nothing inside its document; the message says why. */
export class ReferenceFault extends Error {
  override name = "ReferenceFault";
}

/** The value at a pointer such as `#/components/schemas/InboxEmbed`; `undefined` where there is none. */
export function lookUp(document: unknown, pointer: string): unknown {
  return pointerSegments(pointer).reduce<unknown>(
    (node, key) =>
      (Array.isArray(node) || isObject(node)) &&
      Object.prototype.propertyIsEnumerable.call(node, key)
        ? (node as unknown as JsonObject)[key]
        : undefined,
    document,
  );
}

/** Puts another value in the place of the one at a pointer; nothing happens where there is none. */
export function replaceAt(
  document: JsonObject,
  pointer: string,
  replace: (value: unknown) => unknown,
): void {
  const segments = pointerSegments(pointer);
  const key = segments.pop();
  const parent = lookUp(document, segments.reduce(pointerTo, "#"));
  if (key === undefined || typeof parent !== "object" || parent === null) return;
  const owner = parent as JsonObject;
  if (Object.hasOwn(owner, key)) owner[key] = replace(owner[key]);
}

/**
 * One more step: `("#/paths", "/inbox_embeds")` → `#/paths/~1inbox_embeds`. A `%` is encoded too,
 * since every pointer here is a URI fragment; nothing else is, so that people can read it.
 */
export function pointerTo(parent: string, key: string | number): string {
  const text = String(key);
  const escaped = /[~/%]/.test(text)
    ? text.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25")
    : text;
  return `${parent}/${escaped}`;
}

/**
 * RFC 6901, in the URI fragment form: `#/paths/~1inbox_embeds` → `["paths", "/inbox_embeds"]`.
 *
 * @throws {ReferenceFault} where a `%` starts no encoded character
 */
export function pointerSegments(pointer: string): string[] {
  const path = pointer.replace(/^#?\/?/, "");
  if (path === "") return [];
  return path.split("/").map((segment) => decode(segment, pointer));
}

function decode(segment: string, pointer: string): string {
  try {
    return decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    throw new ReferenceFault(
      `the reference "${pointer}" is not percent-encoded correctly; write "%25" for a "%".`,
    );
  }
}
