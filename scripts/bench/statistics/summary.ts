/** The summary of many measurements: median and quartiles. */
export interface Summary {
  median: number;
  q1: number;
  q3: number;
  count: number;
}

export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new Error("Expected at least one value; no value was measured.");
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    q1: quantile(sorted, 0.25),
    q3: quantile(sorted, 0.75),
    count: values.length,
  };
}

/** Ratios of values to the base of the same round, so that a slow moment of the machine cancels out. */
export function pairedRatios(values: readonly number[], base: readonly number[]): number[] {
  if (values.length !== base.length) {
    throw new Error(`${values.length} values cannot be paired with ${base.length}.`);
  }
  return values.map((value, round) => value / (base[round] ?? Number.NaN));
}

/** Linear between neighbours, as R and NumPy do by default. */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}
