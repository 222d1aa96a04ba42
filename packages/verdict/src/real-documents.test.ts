import { readFileSync } from "node:fs";
import { fenceOf } from "@shared/openapi-model/reference-page.ts";
import {
  hasUpstream,
  legacyFile,
  pageFile,
  upstreamFile,
} from "@shared/openapi-model/testing/upstream.ts";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compareDocuments } from "./compare.ts";
import { generateForTests } from "./testing/generate-for-tests.ts";

const whole = upstreamFile;
const read = (file: string): unknown => parse(readFileSync(file, "utf8"));
/** What was vendored before the whole document was: the reference page's slice. */
const slice = () => parse(fenceOf(readFileSync(pageFile, "utf8")) ?? "");

// The vendor's whole documents stay out of the repository; where they are, they are compared.
describe.runIf(hasUpstream)("the vendor's documents", () => {
  it("have not changed against themselves", async () => {
    const { verdict, typesError } = await compareDocuments(
      read(whole),
      read(whole),
      generateForTests,
    );
    expect({ verdict, typesError }).toEqual({ verdict: "none", typesError: null });
  });

  it("add to the slice, and break nothing", async () => {
    const { verdict, changes } = await compareDocuments(slice(), read(whole), generateForTests);
    expect(verdict).toBe("additive");
    const added = changes.filter(({ rule }) => rule === "operation.added");
    expect(added.length).toBeGreaterThanOrEqual(100);
    const language = changes.filter(({ location }) => location.endsWith(".language"));
    expect(language.map(({ direction, class: level }) => [direction, level])).toEqual([
      ["request", "additive"],
      ["response", "additive"],
    ]);
  });

  it("break when most of them is gone", async () => {
    const { verdict, changes } = await compareDocuments(read(whole), slice(), generateForTests);
    expect(verdict).toBe("breaking");
    expect(changes.some(({ rule }) => rule === "path.removed")).toBe(true);
  });

  it("are compared across versions of OpenAPI, both ways", async () => {
    const [one, other] = [read(legacyFile), read(whole)];
    expect((await compareDocuments(one, other, generateForTests)).verdict).toBe("breaking");
    expect((await compareDocuments(other, one, generateForTests)).verdict).toBe("breaking");
  });
});
