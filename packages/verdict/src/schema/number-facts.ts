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
};

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
  });
}

interface Bound {
  at: number;
  open: boolean;
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
