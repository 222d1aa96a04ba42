import { readFileSync } from "node:fs";
import { fenceOf } from "@shared/openapi-model/reference-page.ts";
import {
  hasUpstream,
  legacyFile,
  pageFile,
  upstreamFile,
} from "@shared/openapi-model/testing/upstream.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ComparisonResult, comparePairs } from "./compare.ts";
import { generateForTests } from "./testing/generate-for-tests.ts";

type Name = "same" | "added" | "removed" | "upgraded" | "downgraded";

// The vendor's whole documents are not in the repository; the tests run where they exist.
describe.runIf(hasUpstream)("the vendor's documents", () => {
  const results = new Map<Name, ComparisonResult>();
  const resultOf = (name: Name) => {
    const result = results.get(name);
    if (result === undefined) throw new Error(`No result for ${name}.`);
    return result;
  };

  beforeAll(async () => {
    const read = (file: string): unknown => parse(readFileSync(file, "utf8"));
    const whole = read(upstreamFile);
    const legacy = read(legacyFile);
    /** The slice of the reference page, which was vendored before the whole document. */
    const slice: unknown = parse(fenceOf(readFileSync(pageFile, "utf8")) ?? "");
    const pairs = {
      same: { old: whole, new: read(upstreamFile) },
      added: { old: slice, new: whole },
      removed: { old: whole, new: slice },
      upgraded: { old: legacy, new: whole },
      downgraded: { old: whole, new: legacy },
    };
    const all = await comparePairs(Object.values(pairs), generateForTests);
    for (const [i, name] of (Object.keys(pairs) as Name[]).entries()) {
      const result = all[i];
      if (result && !("error" in result)) results.set(name, result);
    }
  });

  it("have not changed against themselves", () => {
    const { verdict, typesError } = resultOf("same");
    expect({ verdict, typesError }).toEqual({ verdict: "none", typesError: null });
  });

  it("add to the slice, and break nothing", () => {
    const { verdict, changes } = resultOf("added");
    expect(verdict).toBe("additive");
    const added = changes.filter(({ rule }) => rule === "operation.added");
    expect(added.length).toBeGreaterThanOrEqual(100);
    const language = changes.filter(({ location }) => location.endsWith(".language"));
    expect(language.map(({ direction, class: level }) => [direction, level])).toEqual([
      ["request", "additive"],
      ["response", "additive"],
    ]);
  });

  it("break when most operations are gone", () => {
    const { verdict, changes } = resultOf("removed");
    expect(verdict).toBe("breaking");
    expect(changes.some(({ rule }) => rule === "path.removed")).toBe(true);
  });

  it("are compared across versions of OpenAPI, both ways", () => {
    expect(resultOf("upgraded").verdict).toBe("breaking");
    expect(resultOf("downgraded").verdict).toBe("breaking");
  });
});
