import { beforeAll, describe, expect, it } from "vitest";
import type { ComparisonResult, PairResult } from "./compare.ts";
import { type ChangeClass, changeClasses, rank } from "./rules/change-class.ts";
import { rules } from "./rules/rules.ts";
import { acceptancePairs } from "./testing/acceptance-pairs.ts";
import { allPairs, comparePairList } from "./testing/all-pairs.ts";
import type { Pair } from "./testing/pair.ts";

const order = Object.keys(rules);
let results: Map<Pair, PairResult>;

beforeAll(async () => {
  results = await comparePairList(allPairs);
}, 120_000);

function resultOf(pair: Pair): ComparisonResult {
  const result = results.get(pair);
  if (result === undefined || "error" in result) {
    throw new Error(`${pair.name} has no verdict: ${result?.error}`);
  }
  return result;
}

describe("the pairs", () => {
  it("cover every row of the rules", () => {
    const tied = new Set<string>(allPairs.map(({ rule }) => rule));
    expect(Object.keys(rules).filter((rule) => !tied.has(rule))).toEqual([]);
    expect(Object.keys(rules)).toHaveLength(308);
    expect(allPairs.length).toBeGreaterThanOrEqual(250);
  });

  it("report every sentence of the rules, except those that the lines about schemas report", () => {
    const said = new Set<string>(
      allPairs.flatMap((pair) => resultOf(pair).changes.map(({ rule }) => rule)),
    );
    const unsaid = Object.entries(rules).filter(
      ([rule, { sentence }]) => sentence && !said.has(rule),
    );
    expect(unsaid.map(([rule]) => rule)).toEqual(
      [
        // Reported by the lines of the schemas inside.
        "items.after-prefix",
        "all-of.added",
        "all-of.removed",
        "all-of.annotation",
        "webhook.payload",
        "webhook.reply-body",
        // Nothing changes, on the wire or in the types as they are published.
        "format.mapped",
        "additional-properties.bare-object",
        "scheme.renamed",
      ].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
  });

  it.each(allPairs.map((pair, i) => [i + 1, pair.name, pair.expected, pair] as const))(
    "%i: %s is %s",
    (_number, _name, expected, pair) => {
      const { verdict, changes } = resultOf(pair);
      expect(verdict, JSON.stringify(changes, null, 2)).toBe(expected);
    },
  );

  it("all have their types compared", () => {
    const failed = allPairs.filter((pair) => resultOf(pair).typesError !== null);
    expect(failed.map(({ name }) => name)).toEqual([]);
  });

  it("have no break below risky and no false alarm", () => {
    const matrix = confusion(allPairs.map((pair) => [pair.expected, resultOf(pair).verdict]));
    console.log(matrix.text);
    const missed = allPairs.filter(
      (pair) => pair.expected === "breaking" && rank(resultOf(pair).verdict) < rank("risky"),
    );
    const alarms = allPairs.filter(
      (pair) => rank(pair.expected) < rank("risky") && resultOf(pair).verdict === "breaking",
    );
    expect([...missed, ...alarms].map(({ name }) => name)).toEqual([]);
  });

  it("report every change once, in a full sentence, with a place", () => {
    for (const pair of allPairs) {
      for (const change of resultOf(pair).changes) {
        expect(change.text, pair.name).toMatch(/^\S.*\.$/s);
        expect(change.text, pair.name).not.toMatch(/\{(old|new|op|key|member|value|status|date)\}/);
        expect(change.location).not.toBe("");
      }
    }
  });
});

describe("the twenty acceptance pairs", () => {
  const numbered = (number: number) =>
    acceptancePairs.filter(({ name }) => name === `acceptance ${number}`).map(resultOf);

  it("3: one schema in both directions is compared in each and takes the stricter", () => {
    const [result] = numbered(3);
    expect(result?.changes.map(({ direction, class: level }) => [direction, level])).toEqual([
      ["request", "breaking"],
      ["response", "additive"],
    ]);
  });

  it("9: a renamed template parameter breaks types, not URLs", () => {
    const [change] = numbered(9)[0]?.changes ?? [];
    expect(change).toMatchObject({ wire: "none", types: "breaking", decidedBy: "types" });
    expect(change?.text).toMatch(/^Path parameter id is named embed_id; URLs are unchanged\./);
  });

  it("11: a recursive schema gives exactly one finding", () => {
    expect(numbered(11)[0]?.changes).toHaveLength(1);
  });

  it("12: shows the value that matches two members", () => {
    expect(numbered(12)[0]?.changes[0]?.text).toContain('"kind":"cat"');
  });

  it("14: the same fault as another status is additive, another is not", () => {
    expect(numbered(14).map(({ verdict }) => verdict)).toEqual(["additive", "breaking", "risky"]);
  });

  it("17: only the operation that lost the requirement is reported", () => {
    const [result] = numbered(17);
    expect(result?.changes.map(({ operation }) => operation)).toEqual(["POST /things"]);
  });

  it("19: an event's payload is read, its reply is written", () => {
    expect(numbered(19).map(({ changes }) => changes[0]?.direction)).toEqual([
      "response",
      "request",
    ]);
  });
});

function confusion(cells: readonly (readonly [ChangeClass, ChangeClass])[]) {
  const order = [...changeClasses].reverse();
  const width = 10;
  const header = ["expected ↓".padEnd(12), ...order.map((name) => name.padStart(width))].join("");
  const rows = order.map((expected) => {
    const counts = order.map(
      (found) => cells.filter(([one, other]) => one === expected && other === found).length,
    );
    return [expected.padEnd(12), ...counts.map((count) => String(count).padStart(width))].join("");
  });
  return { text: [`${cells.length} pairs`, header, ...rows].join("\n") };
}
