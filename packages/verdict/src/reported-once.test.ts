import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ComparisonResult, compareDocuments } from "./compare.ts";
import { place } from "./report/change.ts";
import { generateForTests } from "./testing/generate-for-tests.ts";
import { reportedOncePairs } from "./testing/reported-once-pairs.ts";

function linesOf({ changes }: ComparisonResult): string[] {
  return changes.map(
    (change) => `${place(change)}: ${change.text.replace(/ For TypeScript .*/, "")}`,
  );
}

describe("each cause is reported once, with a sentence that is true", () => {
  it.each(reportedOncePairs.map((pair) => [pair.name, pair] as const))(
    "%s",
    async (_name, pair) => {
      const result = await compareDocuments(pair.old, pair.new, generateForTests);
      expect({ verdict: result.verdict, lines: linesOf(result) }).toEqual({
        verdict: pair.verdict,
        lines: pair.lines,
      });
    },
  );
});

// Pairs outside the repository: run where they are.
const folder = fileURLToPath(new URL("../../../../shared/cases/verdict/", import.meta.url));
const right: Readonly<Record<string, readonly [verdict: string, ...lines: string[]]>> = {
  "anyof-required-lists": ["breaking", "POST /a, request: No longer {a, b} that requires b."],
  "const-empty": ["breaking", 'GET /a, response 200 s: No longer fixed to "".'],
  "discriminator-removed-body": ["none"],
  "enum-two-values": ["breaking", "GET /a, response 200 s: New values b, c."],
  "exclusive-shown-as-minimum": ["breaking", "POST /a, request p: exclusiveMinimum 0 → 5."],
  "int32-inside-bounds-body": ["none"],
  "int32-removed-inside-bounds-answer": ["none"],
  "minLength-implied-by-format": ["none"],
  "readonly-set-answer-sentence": [
    "breaking",
    "POST /a, request b: b can no longer be sent.",
    "POST /a, response 200 b: b is marked as read only; code can no longer assign it.",
  ],
  "rename-told-twice": [
    "breaking",
    "GET /a, response 200 [].assignee_name: assigned_user_name seems renamed to assignee_name.",
  ],
  "root-union-member-twice": [
    "breaking",
    "GET /a, response 200 (Problem).changed: changed may be missing.",
  ],
  "srv-op-other-host": [
    "risky",
    "GET /a, servers: Default base URL is https://up.example/v1, was https://x.example/v1.",
  ],
  "srv-op-same-as-root": ["none"],
  "status-told-twice": ["breaking", "DELETE /a, response 200: Responds with 204 instead of 200."],
  "unused-component-key-gone": ["breaking", "components schemas U b: b is gone."],
  "unused-component-type": ["breaking", "components schemas U a: Type string became integer."],
};

describe.skipIf(!existsSync(folder))("the pairs that were judged wrongly", () => {
  it("are all here", () => {
    const names = readdirSync(folder).flatMap((file) => /^(.*)\.old\.yaml$/.exec(file)?.[1] ?? []);
    expect(names.filter((name) => right[name] === undefined)).toEqual([]);
  });

  it.each(Object.entries(right))("%s", async (name, [verdict, ...lines]) => {
    const read = (side: string) => parse(readFileSync(`${folder}${name}.${side}.yaml`, "utf8"));
    const result = await compareDocuments(read("old"), read("new"), generateForTests);
    expect({ verdict: result.verdict, lines: linesOf(result) }).toEqual({ verdict, lines });
  });
});
