import { isObject, type JsonObject } from "./document.ts";

/** A reference or pointer that does not resolve inside its document; the message has the reason. */
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

/** Replaces the value at a pointer; does nothing if the pointer does not exist. */
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
 * Adds a step to a pointer: `("#/paths", "/inbox_embeds")` → `#/paths/~1inbox_embeds`. Only `%` is
 * percent-encoded, since every pointer here is a URI fragment; the rest stays readable.
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
 * @throws {ReferenceFault} for a `%` that starts no encoded character
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
