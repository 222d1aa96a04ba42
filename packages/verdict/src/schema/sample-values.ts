import { patternSample } from "../patterns/pattern-inclusion.ts";
import { acceptedBy, acceptsValue } from "./accepts-value.ts";
import type { Branch } from "./branch.ts";
import type { Canonical } from "./canonical.ts";
import type { ArrayFacts, NumberFacts, ObjectFacts, Source, StringFacts } from "./facts.ts";
import { rangeOf } from "./number-facts.ts";
import { declaredKeys, keyRule } from "./object-facts.ts";

type Read = (of: Source) => Canonical;

const deepest = 6;
// Further in, only required keys: the number of samples multiplies with every level.
const variedDepth = 2;
const mostSamples = 200;

/** Values that a schema certainly admits, chosen at its limits; the same on every run. */
export function sampleValues(schema: Canonical, canonical: Read): unknown[] {
  const found = schema.branches.flatMap((branch) => samplesOf(branch, canonical, 0));
  return found.slice(0, mostSamples).filter((value) => acceptsValue(schema, value, canonical));
}

export function branchSamples(branch: Branch, canonical: Read): unknown[] {
  return samplesOf(branch, canonical, 0)
    .slice(0, mostSamples)
    .filter((value) => acceptedBy(branch, value, canonical, 0));
}

function samplesOf(branch: Branch, canonical: Read, depth: number): unknown[] {
  if (branch.values) return [...branch.values];
  if (branch.type === "null") return [null];
  if (branch.type === "boolean") return [true, false];
  if (branch.type === "number") return numbers(branch.facts);
  if (branch.type === "string") return texts(branch.facts);
  if (depth > deepest) return [];
  const inner = (source: Source): unknown[] =>
    canonical(source)
      .branches.flatMap((one) => samplesOf(one, canonical, depth + 1))
      .slice(0, 12);
  if (branch.type === "array") return arrays(branch.facts, inner);
  return branch.type === "object" ? objects(branch.facts, inner, depth < variedDepth) : [];
}

function numbers(facts: NumberFacts): number[] {
  const step = facts.multiples[0] ?? (facts.integer ? 1 : 0.5);
  const { minimum, maximum } = rangeOf(facts);
  const near = [minimum, minimum + step, maximum, maximum - step].filter(Number.isFinite);
  return [...new Set([...near, 0, 1, -1, 7, step, ...(facts.integer ? [] : [0.5])])];
}

const wordsByFormat: Readonly<Record<string, string>> = {
  date: "2025-01-31",
  "date-time": "2025-01-31T10:00:00Z",
  email: "a@example.com",
  uuid: "550e8400-e29b-41d4-a716-446655440000",
  uri: "https://example.com/a",
  ipv4: "192.0.2.1",
};

function texts(facts: StringFacts): string[] {
  const format = facts.formats[0];
  const word = format === undefined ? undefined : wordsByFormat[format];
  if (word !== undefined) return [word];
  const most = Math.min(facts.maxLength, facts.minLength + 3, 300);
  const lengths = [facts.minLength, facts.minLength + 1, Math.min(facts.maxLength, 300), most];
  const words = lengths.flatMap((length) => [
    "a".repeat(length),
    "1".repeat(length),
    "A".repeat(length),
  ]);
  const matching = facts.patterns.flatMap((pattern) => patternSample(pattern) ?? []);
  return [...new Set([...matching, ...words, "x-1", "a@example.com", "2025-01-31"])];
}

function arrays(facts: ArrayFacts, inner: (source: Source) => unknown[]): unknown[] {
  const heads = facts.prefix.map((source) => inner(source));
  const tails = facts.rest === "closed" ? [] : inner(facts.rest);
  const wanted = facts.contains.flatMap(({ source }) => inner(source).slice(0, 1));
  const result: unknown[] = [];
  for (const length of new Set([facts.minItems, facts.minItems + 1, heads.length, 0, 1])) {
    const items = [...wanted];
    for (let i = items.length; i < Math.min(length, 20); i++) {
      const choice = heads[i] ?? tails;
      if (choice.length === 0) break;
      items.push(choice[facts.unique ? i % Math.max(1, choice.length) : 0]);
    }
    result.push(items);
  }
  return result.concat(tails.slice(0, 6).map((item) => [item]));
}

function objects(
  facts: ObjectFacts,
  inner: (source: Source) => unknown[],
  varied: boolean,
): unknown[] {
  const choices = new Map<string, unknown[]>();
  for (const key of new Set([...facts.required, ...(varied ? declaredKeys(facts) : [])])) {
    const rule = keyRule(facts, key);
    if (rule.kind === "forbidden") continue;
    choices.set(key, "source" in rule ? inner(rule.source) : ["a"]);
  }
  const least: Record<string, unknown> = {};
  const full: Record<string, unknown> = {};
  for (const [key, values] of choices) {
    if (values.length === 0) continue;
    full[key] = values[0];
    if (facts.required.has(key)) least[key] = values[0];
  }
  if (!varied) return [least];
  const variations = [...choices].flatMap(([key, values]) =>
    values.flatMap((value) => [
      { ...least, [key]: value },
      { ...full, [key]: value },
    ]),
  );
  return [least, full, ...variations];
}
