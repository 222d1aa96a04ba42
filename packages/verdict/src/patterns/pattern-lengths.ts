import { type Pattern, parsePattern } from "./parse-pattern.ts";

/** In code points, as JSON Schema counts them. */
export interface Lengths {
  least: number;
  most: number;
}

/** The lengths of the texts that a pattern admits: "^[a-z]{3}$" admits 3. Not regular: any length. */
export function patternLengths(source: string): Lengths {
  const pattern = parsePattern(source);
  if (pattern === null) return { least: 0, most: Number.POSITIVE_INFINITY };
  const alternatives = pattern.kind === "choice" ? pattern.items : [pattern];
  return either(alternatives.map(anchoredLengths));
}

/** At an end without an anchor, any text may stand beside the match. */
function anchoredLengths(pattern: Pattern): Lengths {
  const items = pattern.kind === "sequence" ? pattern.items : [pattern];
  const anchored = items.length > 1 && items[0]?.kind === "start" && items.at(-1)?.kind === "end";
  const { least, most } = lengths(pattern);
  return { least, most: anchored ? most : Number.POSITIVE_INFINITY };
}

function lengths(pattern: Pattern): Lengths {
  switch (pattern.kind) {
    case "set":
      return { least: 1, most: 1 };
    case "start":
    case "end":
      return { least: 0, most: 0 };
    case "choice":
      return either(pattern.items.map(lengths));
    case "sequence": {
      const parts = pattern.items.map(lengths);
      return {
        least: parts.reduce((sum, part) => sum + part.least, 0),
        most: parts.reduce((sum, part) => sum + part.most, 0),
      };
    }
    case "repeat": {
      const { least, most } = lengths(pattern.item);
      // 0 repetitions of a text without an end have length 0.
      return {
        least: pattern.least * least,
        most: most === 0 || pattern.most === 0 ? 0 : pattern.most * most,
      };
    }
  }
}

function either(all: readonly Lengths[]): Lengths {
  return {
    least: Math.min(...all.map(({ least }) => least)),
    most: Math.max(...all.map(({ most }) => most)),
  };
}
