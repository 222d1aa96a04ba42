import { isFree, jsonTypes } from "./branch.ts";
import type { Canonical } from "./canonical.ts";

/** Without "type", keywords of objects (or arrays) mean that an object is meant. */
export function pruned(whole: Canonical): Canonical {
  const spoken = new Set(
    whole.branches.filter((branch) => !isFree(branch)).map((branch) => branch.type),
  );
  const types = new Set(whole.branches.map((branch) => branch.type));
  const meant = spoken.size === 1 ? [...spoken][0] : undefined;
  if (types.size < jsonTypes.length || !whole.branches.every((branch) => branch.implied))
    return whole;
  if (meant !== "object" && meant !== "array") return whole;
  return { ...whole, branches: whole.branches.filter((branch) => branch.type === meant) };
}
