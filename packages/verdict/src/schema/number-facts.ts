import { type JsonObject, numberAt, textAt } from "../document/json.ts";
import type { NumberFacts } from "./facts.ts";

export const freeNumber: NumberFacts = {
  integer: false,
  minimum: Number.NEGATIVE_INFINITY,
  minimumOpen: false,
  maximum: Number.POSITIVE_INFINITY,
  maximumOpen: false,
  multiples: [],
  formats: [],
  written: { lower: null, upper: null },
};

// A format of whole numbers is a pair of bounds.
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  uint8: [0, 2 ** 8 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [-(2 ** 63), 2 ** 63 - 1],
  uint64: [0, 2 ** 64 - 1],
};

type Range = Pick<NumberFacts, "minimum" | "minimumOpen" | "maximum" | "maximumOpen">;

/** The bounds that hold: the written ones, and those of the formats (int32 admits −2³¹ … 2³¹−1). */
export function rangeOf(facts: NumberFacts, formats = facts.formats): Range {
  let lower: Bound = { at: facts.minimum, open: facts.minimumOpen };
  let upper: Bound = { at: facts.maximum, open: facts.maximumOpen };
  for (const format of formats) {
    const range = ranges[format];
    if (range === undefined) continue;
    lower = tighterLower(lower, { at: range[0], open: false });
    upper = tighterUpper(upper, { at: range[1], open: false });
  }
  return {
    minimum: lower.at,
    minimumOpen: lower.open,
    maximum: upper.at,
    maximumOpen: upper.open,
  };
}

export function sameRange(one: Range, other: Range): boolean {
  return (
    one.minimum === other.minimum &&
    one.minimumOpen === other.minimumOpen &&
    one.maximum === other.maximum &&
    one.maximumOpen === other.maximumOpen
  );
}

export function isRangeFormat(format: string): boolean {
  return ranges[format] !== undefined;
}

export function readNumberFacts(raw: JsonObject, integer: boolean): NumberFacts {
  const lower = tighterLower(
    {
      at: numberAt(raw, "minimum") ?? Number.NEGATIVE_INFINITY,
      open: raw["exclusiveMinimum"] === true,
    },
    { at: numberAt(raw, "exclusiveMinimum") ?? Number.NEGATIVE_INFINITY, open: true },
  );
  const upper = tighterUpper(
    {
      at: numberAt(raw, "maximum") ?? Number.POSITIVE_INFINITY,
      open: raw["exclusiveMaximum"] === true,
    },
    { at: numberAt(raw, "exclusiveMaximum") ?? Number.POSITIVE_INFINITY, open: true },
  );
  const multiple = numberAt(raw, "multipleOf");
  const format = textAt(raw, "format");
  return closed({
    integer,
    minimum: lower.at,
    minimumOpen: lower.open,
    maximum: upper.at,
    maximumOpen: upper.open,
    multiples: multiple !== undefined && multiple > 0 ? [multiple] : [],
    formats: format === undefined ? [] : [format],
    written: { lower: writtenBound(lower, "Minimum"), upper: writtenBound(upper, "Maximum") },
  });
}

export function bothNumbers(one: NumberFacts, other: NumberFacts): NumberFacts {
  const lower = tighterLower(
    { at: one.minimum, open: one.minimumOpen },
    { at: other.minimum, open: other.minimumOpen },
  );
  const upper = tighterUpper(
    { at: one.maximum, open: one.maximumOpen },
    { at: other.maximum, open: other.maximumOpen },
  );
  return closed({
    integer: one.integer || other.integer,
    minimum: lower.at,
    minimumOpen: lower.open,
    maximum: upper.at,
    maximumOpen: upper.open,
    multiples: [...new Set([...one.multiples, ...other.multiples])],
    formats: [...new Set([...one.formats, ...other.formats])],
    written: {
      lower: lower.at === one.minimum ? one.written.lower : other.written.lower,
      upper: upper.at === one.maximum ? one.written.upper : other.written.upper,
    },
  });
}

interface Bound {
  at: number;
  open: boolean;
}

function writtenBound({ at, open }: Bound, name: "Minimum" | "Maximum"): string | null {
  if (!Number.isFinite(at)) return null;
  return open ? `exclusive${name} ${at}` : `${name.toLowerCase()} ${at}`;
}

function tighterLower(one: Bound, other: Bound): Bound {
  if (one.at === other.at) return { at: one.at, open: finite(one.at) && (one.open || other.open) };
  return one.at > other.at ? one : other;
}

function tighterUpper(one: Bound, other: Bound): Bound {
  if (one.at === other.at) return { at: one.at, open: finite(one.at) && (one.open || other.open) };
  return one.at < other.at ? one : other;
}

const finite = Number.isFinite;

/** Whole numbers above an open 0 are those from 1. */
function closed(facts: NumberFacts): NumberFacts {
  if (!facts.integer) return facts;
  const { minimum, maximum } = facts;
  return {
    ...facts,
    minimum: finite(minimum)
      ? facts.minimumOpen
        ? Math.floor(minimum) + 1
        : Math.ceil(minimum)
      : minimum,
    minimumOpen: false,
    maximum: finite(maximum)
      ? facts.maximumOpen
        ? Math.ceil(maximum) - 1
        : Math.floor(maximum)
      : maximum,
    maximumOpen: false,
  };
}
