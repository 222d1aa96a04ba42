import { expect, test } from "vitest";
import { parse } from "yaml";
import { smallDocument } from "../testing/small-document.ts";
import { endLoss } from "./end-loss.ts";

test("a document that is cut after any line has lost its end, or is no document", () => {
  const whole = parse(smallDocument);
  const lines = smallDocument.trimEnd().split("\n");
  const passed = lines.flatMap((_, index) => {
    const text = lines.slice(0, index).join("\n");
    try {
      return endLoss(whole, parse(text)).length === 0 ? [index] : [];
    } catch {
      return [];
    }
  });
  expect(passed).toEqual([]);
});

test("ordinary changes are no loss of the end", () => {
  const before = { paths: { "/a": 1, "/b": 2 }, components: { a: { x: 1 }, b: { y: 1 } } };
  const changed = { ...before, paths: { "/a": 1 } };
  const added = { ...before, tags: [] };
  const renamed = { ...before, components: { a: { x: 1 }, c: { y: 1 } } };
  const moved = { components: before.components, paths: before.paths };
  for (const after of [before, changed, added, renamed, moved]) {
    expect(endLoss(before, after)).toEqual([]);
  }
});
