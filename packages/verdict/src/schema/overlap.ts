import type { Branch } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import { scalarsDisjoint } from "./disjoint.ts";

export const noOverlap: Pick<Canonical, "exclusive" | "contested"> = {
  exclusive: false,
  contested: [],
};

/** Which members of a `oneOf` share values for sure, and which perhaps. */
export function overlapOf(
  members: readonly Canonical[],
): Pick<Canonical, "exclusive" | "contested"> {
  let exclusive = false;
  const contested: (readonly [Branch, Branch])[] = [];
  for (const [i, one] of members.entries()) {
    for (const other of members.slice(i + 1)) {
      for (const a of one.branches) {
        for (const b of other.branches) {
          if (a.type === "object" && b.type === "object") contested.push([a, b]);
          else if (!scalarsDisjoint(a, b)) exclusive = true;
        }
      }
    }
  }
  return { exclusive, contested };
}
