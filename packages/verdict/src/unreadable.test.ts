import { describe, expect, it } from "vitest";
import { compareDocuments, comparePairs } from "./compare.ts";
import { UnreadableDocument } from "./document/open-document.ts";
import { described, ok, operation, sending } from "./testing/documents.ts";
import { generateForTests } from "./testing/generate-for-tests.ts";

const good = operation({});

describe("there is no verdict", () => {
  it.each([
    ["on a value that is no object", "text", "The new document is not an object."],
    ["on Swagger 2", { swagger: "2.0" }, /3\.0\.x.*found Swagger 2/],
    ["without a version", {}, /found nothing/],
    [
      "on a reference into nothing",
      sending({ $ref: "#/components/schemas/Gone" }),
      /refers to #\/components\/schemas\/Gone/,
    ],
    [
      "on an operationId twice",
      described({
        "/a": { get: { operationId: "a", responses: ok } },
        "/b": { get: { operationId: "a", responses: ok } },
      }),
      /GET \/a and GET \/b have the same operationId, a/,
    ],
  ])("%s", async (_what, document, message) => {
    const comparing = compareDocuments(good, document, generateForTests);
    await expect(comparing).rejects.toThrow(UnreadableDocument);
    await expect(comparing).rejects.toThrow(message);
  });

  it("for one bad pair of many, and the others are compared", async () => {
    const [bad, fine] = await comparePairs(
      [
        { old: good, new: 3 },
        { old: good, new: good },
      ],
      generateForTests,
    );
    expect(bad).toEqual({ error: "The new document is not an object." });
    expect(fine).toMatchObject({ verdict: "none", changes: [] });
  });
});

describe("a generator that fails", () => {
  it("leaves the verdict to the document comparison, and reports the reason", async () => {
    const fails = () => Promise.reject(new Error("cannot generate"));
    const result = await compareDocuments(good, operation({ summary: "New" }), fails);
    expect(result).toMatchObject({ verdict: "docs", typesError: "cannot generate" });
  });
});

describe("a reference out of the document", () => {
  it("is never followed", async () => {
    const generated: string[] = [];
    const spy: typeof generateForTests = (document, options) => {
      generated.push(JSON.stringify(document));
      return generateForTests(document, options);
    };
    const external = sending({ $ref: "https://example.invalid/schema.yaml#/Thing" });
    await compareDocuments(external, external, spy);
    expect(generated.join()).not.toContain("example.invalid");
  });
});
