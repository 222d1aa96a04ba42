/** The value at a local reference such as `#/components/schemas/InboxEmbed`. */
export function resolvePointer(document: unknown, pointer: string): unknown {
  return pointerSegments(pointer).reduce<unknown>(
    (node, segment) =>
      typeof node === "object" && node !== null && Object.hasOwn(node, segment)
        ? (node as Record<string, unknown>)[segment]
        : undefined,
    document,
  );
}

/** One more step: `("#/paths", "/inbox_embeds")` → `#/paths/~1inbox_embeds`. */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** RFC 6901, in the URI fragment form: `#/paths/~1inbox_embeds` → `["paths", "/inbox_embeds"]`. */
export function pointerSegments(pointer: string): string[] {
  return pointer
    .replace(/^#?\/?/, "")
    .split("/")
    .filter((segment, index, all) => !(all.length === 1 && index === 0 && segment === ""))
    .map((segment) => decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"));
}
