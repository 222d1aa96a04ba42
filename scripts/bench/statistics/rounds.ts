/**
 * The order of a round. Every second round runs backwards (ABBA), so that a drift of the machine
 * affects all peers alike. Pairs of rounds begin with another peer, so that no peer always has the same neighbor.
 */
export function orderOfRound<Item>(items: readonly Item[], round: number): Item[] {
  const start = Math.floor(round / 2) % Math.max(items.length, 1);
  const rotated = [...items.slice(start), ...items.slice(0, start)];
  return round % 2 === 0 ? rotated : rotated.reverse();
}

/** Measures each item once a round, alternating; the results of the warm-up rounds are dropped. */
export async function inRounds<Item, Sample>(
  items: readonly Item[],
  { rounds, warmUp }: { rounds: number; warmUp: number },
  measure: (item: Item) => Promise<Sample>,
): Promise<Map<Item, Sample[]>> {
  const samples = new Map<Item, Sample[]>(items.map((item) => [item, []]));
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const item of orderOfRound(items, round)) {
      const sample = await measure(item);
      if (round >= warmUp) samples.get(item)?.push(sample);
    }
  }
  return samples;
}
