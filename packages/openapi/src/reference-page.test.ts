import { expect, test } from "vitest";
import { fenceOf, looksLikePage } from "./reference-page.ts";

const slice = "openapi: 3.1.0\npaths: {}\n\n";

test("returns the fence's content byte for byte", () => {
  expect(fenceOf(`# Create\n\n\`\`\`\`yaml /spec.yaml post /pets\n${slice}\`\`\`\`\n`)).toBe(slice);
});

test("a page without a line end after its fence is read too, as the vendor's are", () => {
  expect(fenceOf(`\`\`\`\`yaml\n${slice}\`\`\`\``)).toBe(slice);
});

test("three backticks inside a fence of four are content", () => {
  const content = "openapi: 3.1.0\ninfo:\n  description: |\n```\n";
  expect(fenceOf(`\`\`\`\`yaml\n${content}\`\`\`\`\n`)).toBe(content);
});

test("skips other YAML fences", () => {
  expect(fenceOf(`\`\`\`yaml\nkey: value\n\`\`\`\n\n\`\`\`yaml\n${slice}\`\`\`\n`)).toBe(slice);
});

test("ignores a fence that never closes", () => {
  expect(fenceOf(`\`\`\`yaml\n${slice}`)).toBeUndefined();
});

test("recognizes a page by its name or by its fence", () => {
  expect(looksLikePage("https://docs.example.com/create.md?x=1", "")).toBe(true);
  expect(looksLikePage("create.txt", "# T\n\n```yaml\nopenapi: 3.1.0\n```\n")).toBe(true);
  expect(looksLikePage("spec.yaml", "openapi: 3.1.0\n")).toBe(false);
});
