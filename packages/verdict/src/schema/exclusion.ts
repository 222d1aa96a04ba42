import { isFree } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import type { Source } from "./facts.ts";

/** `not`: where it names whole types they are taken away, else the branches it concerns remember it. */
export function withExclusion(schema: Canonical, excluded: Canonical, source: Source): Canonical {
  const concerned = (type: string) => excluded.branches.some((branch) => branch.type === type);
  if (excluded.undecided.length === 0 && excluded.branches.every(isFree)) {
    return { ...schema, branches: schema.branches.filter(({ type }) => !concerned(type)) };
  }
  const branches = schema.branches.map((branch) =>
    concerned(branch.type) ? { ...branch, exclusions: [...branch.exclusions, source] } : branch,
  );
  return { ...schema, branches };
}
