import { expect, test } from "vitest";
import type { TarballFiles } from "../pack.ts";
import { differingFiles } from "./same-content.ts";

const manifest = {
  name: "client",
  version: "0.1.0",
  scripts: { build: "tsc" },
  dependencies: { types: "^0.1.0", "openapi-fetch": "0.17.0" },
  devDependencies: { vitest: "5.0.0" },
};
const siblings = new Map([["types", "0.1.1"]]);

function packed(content: object, more: Record<string, string> = {}): TarballFiles {
  const files = { "package.json": JSON.stringify(content), "index.js": "export {};", ...more };
  return new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
}

test("the same files are the same content", () => {
  expect(differingFiles(packed(manifest), packed(manifest), siblings)).toEqual([]);
});

test("a file that changed, came or went is named", () => {
  const published = packed(manifest, { "README.md": "one", "gone.js": "" });
  const ours = packed(manifest, { "README.md": "two", "new.js": "" });
  expect(differingFiles(published, ours, siblings)).toEqual(["README.md", "gone.js", "new.js"]);
});

test("what no consumer sees of a manifest is not other content", () => {
  const ours = { ...manifest, scripts: {}, devDependencies: { vitest: "5.1.1" } };
  expect(differingFiles(packed(manifest), packed(ours), siblings)).toEqual([]);
});

test("a range that still admits the sibling may stay behind; one that does not may not", () => {
  const ours = { ...manifest, dependencies: { ...manifest.dependencies, types: "^0.1.1" } };
  expect(differingFiles(packed(manifest), packed(ours), siblings)).toEqual([]);
  const next = new Map([["types", "0.2.0"]]);
  expect(differingFiles(packed(manifest), packed(ours), next)).toEqual(["package.json"]);
});

test("another version of a foreign dependency is other content", () => {
  const ours = {
    ...manifest,
    dependencies: { ...manifest.dependencies, "openapi-fetch": "0.18.0" },
  };
  expect(differingFiles(packed(manifest), packed(ours), siblings)).toEqual(["package.json"]);
});
