import { expect, it } from "vitest";
import { gridOf, markdownTable, targetGrid, textTable } from "./table.ts";

const grid = gridOf({
  title: "Size",
  columns: [
    { name: "gzip", unit: "kB", digits: 1 },
    { name: "message", unit: "", digits: 0 },
  ],
  rows: [
    { name: "this client", ours: true, cells: [5.25, "a | b"] },
    { name: "ky", cells: [null, null] },
  ],
});

it("lines figures up for a terminal", () => {
  expect(textTable(grid).split("\n")).toEqual([
    "             gzip (kB)  message",
    "this client        5.3    a | b",
    "ky                   –        –",
  ]);
});

it("writes Markdown that a bar in a text does not break", () => {
  expect(markdownTable(grid)).toBe(
    "|  | gzip (kB) | message |\n| --- | ---: | ---: |\n| this client | 5.3 | a \\| b |\n| ky | – | – |",
  );
});

it("puts what was measured beside its target", () => {
  const target = {
    name: "Size",
    unit: "kB",
    digits: 2,
    bound: "at most",
    limit: 5.5,
    value: 11,
  } as const;
  expect(targetGrid([target])[1]).toEqual([
    "Size",
    "at most 5.5 kB",
    "11.00 kB",
    "missed by 100 %",
  ]);
});
