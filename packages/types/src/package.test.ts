import { inboxEmbedStatusValues, specification } from "@shared/kapso-types";
import * as byName from "@shared/kapso-types/openapi-platform";
import description from "@shared/kapso-types/openapi-platform.json" with { type: "json" };
import { expect, test } from "vitest";

// Imported by the package's name: through its `exports`, as a consumer does.

test("the specification names the source of the types", () => {
  expect(specification).toMatchObject({
    document: "openapi-platform",
    title: "Kapso Platform API",
  });
  expect(specification.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(specification.coverage.operations).toBeGreaterThan(0);
});

test("exports the OpenAPI document as JSON, the same that the types were generated from", () => {
  expect(description.info).toMatchObject({
    title: specification.title,
    version: specification.version,
  });
  expect(Object.keys(description.paths)).toHaveLength(specification.coverage.paths);
});

test("exports enums as values", () => {
  expect(inboxEmbedStatusValues).toContain("active");
});

test("exports a document's types also under its name", () => {
  expect(byName.specification).toBe(specification);
});
