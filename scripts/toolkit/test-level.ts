/**
 * Whether tests enumerate every case (`pnpm test:full`). The plain level takes a sample that holds
 * each kind of case once.
 */
export const isFullLevel: boolean = process.env["KAPSO_TEST_LEVEL"] === "full";

/** At the plain level about `count` of the items, evenly spread, always the same ones. */
export function sampled<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (isFullLevel) return items;
  const step = Math.max(1, items.length / count);
  return items.filter((_, index) => index % step < 1);
}
