import type { Bump } from "../bump/plan-bump.ts";

/** "types minor, client minor". */
export function releaseText({ releases }: Bump): string {
  const released = Object.entries(releases).filter(([, { bump }]) => bump !== "none");
  return released.map(([name, { bump }]) => `${name} ${bump}`).join(", ") || "nothing";
}
