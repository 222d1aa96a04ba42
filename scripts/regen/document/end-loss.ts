import { isObject } from "@shared/openapi-model/document.ts";

/**
 * The parts that an incoming document lacks, if exactly the end of the vendored one is missing: a
 * document that was cut in transit is often valid. Follows the last key of each mapping; `[]` if
 * something follows the loss, which shows that the vendor removed it.
 */
export function endLoss(vendored: unknown, incoming: unknown): string[] {
  return follow(vendored, incoming, "#") ?? [];
}

/** `undefined`: not a cut. */
function follow(before: unknown, after: unknown, place: string): string[] | undefined {
  if (isEmpty(after)) return isEmpty(before) ? [] : [place];
  if (typeof before === "string" && typeof after === "string") {
    return before !== after && before.startsWith(after) ? [place] : [];
  }
  if (!isContainer(before) || !isContainer(after)) return [];
  const keys = Object.keys(before);
  const present = new Set(Object.keys(after));
  const last = Object.keys(after).at(-1) ?? "";
  const known = keys.indexOf(last);
  // Something new at the end: what was the end may have moved or been renamed.
  if (known < 0) return [];
  const behind = keys.slice(known + 1);
  if (behind.some((key) => present.has(key))) return undefined;
  const within = follow(read(before, last), read(after, last), `${place}/${last}`);
  return within && [...within, ...behind.map((key) => `${place}/${key}`)];
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || (isContainer(value) && !Object.keys(value).length)
  );
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return isObject(value) || Array.isArray(value);
}

function read(container: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(container, key) ? container[key] : undefined;
}
