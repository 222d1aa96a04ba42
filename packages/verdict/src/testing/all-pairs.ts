import { comparePairs, type PairResult } from "../compare.ts";
import { acceptancePairs } from "./acceptance-pairs.ts";
import { arrayPairs } from "./array-pairs.ts";
import { compositionPairs } from "./composition-pairs.ts";
import { documentPairs } from "./document-pairs.ts";
import { generateForTests } from "./generate-for-tests.ts";
import { knownProblemPairs } from "./known-problem-pairs.ts";
import { objectPairs } from "./object-pairs.ts";
import { operationPairs } from "./operation-pairs.ts";
import type { Pair } from "./pair.ts";
import { parameterPairs } from "./parameter-pairs.ts";
import { requestBodyPairs } from "./request-body-pairs.ts";
import { responsePairs } from "./response-pairs.ts";
import { securityPairs } from "./security-pairs.ts";
import { trapPairs } from "./trap-pairs.ts";
import { valuePairs } from "./value-pairs.ts";
import { webhookPairs } from "./webhook-pairs.ts";

export const allPairs: readonly Pair[] = [
  ...acceptancePairs,
  ...operationPairs,
  ...parameterPairs,
  ...requestBodyPairs,
  ...responsePairs,
  ...valuePairs,
  ...arrayPairs,
  ...objectPairs,
  ...compositionPairs,
  ...securityPairs,
  ...webhookPairs,
  ...documentPairs,
  ...trapPairs,
  ...knownProblemPairs,
];

/** Compares all pairs of one setting together, in the order they were given. */
export async function comparePairList(pairs: readonly Pair[]): Promise<Map<Pair, PairResult>> {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = JSON.stringify(pair.settings);
    groups.set(key, [...(groups.get(key) ?? []), pair]);
  }
  const results = new Map<Pair, PairResult>();
  for (const group of groups.values()) {
    const [first] = group;
    const all = await comparePairs(group, generateForTests, first?.settings ?? {});
    for (const [i, result] of all.entries()) {
      const pair = group[i];
      if (pair) results.set(pair, result);
    }
  }
  return results;
}
