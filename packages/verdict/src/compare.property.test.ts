import { isFullLevel } from "@shared/toolkit/test-level.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePairs, type PairResult, unexpected } from "./compare.ts";
import type { JsonObject } from "./document/json.ts";
import { generateForTests } from "./testing/generate-for-tests.ts";
import { documents, schemas } from "./testing/random-documents.ts";
import { extracted, mutated, shuffled, wrapped } from "./testing/rewritings.ts";

const seed = 20_260_927;
// A sample in every run; the whole at the full level.
const share = isFullLevel ? 1 : 0.3;

function changesOf(result: PairResult | undefined) {
  return result && "error" in result ? result : result?.changes;
}

async function compareAll(pairs: readonly (readonly [JsonObject, JsonObject])[]) {
  return comparePairs(
    pairs.map(([oldNode, newNode]) => ({ old: oldNode, new: newNode })),
    generateForTests,
  );
}

describe("a document against itself", () => {
  it.each([
    ["with its keys shuffled", (document: JsonObject) => shuffled(document, 7) as JsonObject],
    ["with its bodies moved into components", extracted],
    ["with its bodies wrapped in allOf", wrapped],
    ["as a copy", (document: JsonObject) => structuredClone(document)],
  ])(
    "%s has not changed",
    async (_how, rewrite) => {
      const samples = fc.sample(documents, { seed, numRuns: 50 * share });
      const results = await compareAll(samples.map((document) => [document, rewrite(document)]));
      for (const [i, result] of results.entries()) {
        expect(changesOf(result), JSON.stringify(samples[i])).toEqual([]);
      }
    },
    120_000,
  );
});

describe("random mutations", () => {
  it("never crash and never hang", async () => {
    const changes = fc.sample(
      fc.tuple(
        documents,
        fc.nat(),
        fc.oneof(
          schemas,
          fc.constantFrom(undefined, null, 3, "text", [], {}, true, false, ["null"]),
        ),
      ),
      { seed, numRuns: 150 * share },
    );
    const pairs = changes.map(
      ([document, choice, value]) => [document, mutated(document, choice, value)] as const,
    );
    for (const way of [pairs, pairs.map(([oldNode, newNode]) => [newNode, oldNode] as const)]) {
      const results = await compareAll(way);
      expect(results).toHaveLength(pairs.length);
      const faults = results.filter((one) => "error" in one && one.error.startsWith(unexpected));
      expect(faults).toEqual([]);
    }
  }, 120_000);
});
