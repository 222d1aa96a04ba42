/** Code points from and to, both inclusive. */
export type Range = readonly [number, number];
export type CharacterSet = readonly Range[];

const last = 0x10ffff;
function at(text: string): number {
  return text.codePointAt(0) ?? 0;
}

export const digits: CharacterSet = [[at("0"), at("9")]];
export const wordCharacters: CharacterSet = [
  ...digits,
  [at("A"), at("Z")],
  [at("_"), at("_")],
  [at("a"), at("z")],
];
export const spaces: CharacterSet = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
export const everything: CharacterSet = [[0, last]];
export const notLineEnds: CharacterSet = complement([
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
]);

export function complement(set: CharacterSet): CharacterSet {
  const result: Range[] = [];
  let next = 0;
  for (const [from, to] of [...set].sort(([a], [b]) => a - b)) {
    if (from > next) result.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= last) result.push([next, last]);
  return result;
}

export function contains(set: CharacterSet, point: number): boolean {
  return set.some(([from, to]) => point >= from && point <= to);
}
