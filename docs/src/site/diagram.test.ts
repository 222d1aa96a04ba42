import { expect, test } from "vitest";
import { diagramSvg } from "./diagram.ts";

test("a diagram loads nothing, and takes its colours from the page", () => {
  const svg = diagramSvg("flowchart LR\n  a --> b");
  expect(svg.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|@import/);
  expect(svg).toContain("var(--vp-c-bg)");
});
