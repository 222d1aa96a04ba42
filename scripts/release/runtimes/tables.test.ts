import { expect, it } from "vitest";
import type { CheckResult } from "./program/check.ts";
import { compilersTable, runtimesTable } from "./tables.ts";

const smoke: CheckResult = { group: "smoke", name: "creates" };
const fault: CheckResult = { group: "faults", name: "retries" };
const failed: CheckResult = { ...fault, problem: "did not" };

it("shows what passed in each way of loading, and each note once", () => {
  const rows = [
    { label: "A", outcomes: { import: [smoke, fault], require: [smoke, failed] }, notes: ["x"] },
    { label: "B", outcomes: { import: [smoke, fault] }, notes: ["y", "x"] },
    { label: "C", outcomes: { import: [smoke, fault], require: [smoke, fault] }, notes: [] },
  ];
  expect(runtimesTable(rows)).toBe(
    [
      "| runtime | `import` | `require()` | smoke | faults |",
      "| --- | --- | --- | --- | --- |",
      "| A <sup>1</sup> | yes | no | 1 of 1 | 0 of 1 |",
      "| B <sup>2</sup> <sup>1</sup> | yes | — | 1 of 1 | 1 of 1 |",
      "| C | yes | yes | 1 of 1 | 1 of 1 |",
      "",
      "1. x",
      "2. y",
    ].join("\n"),
  );
});

it("shows which compiler compiles which setup", () => {
  const rows = [
    { label: "Old", verdicts: { one: true, two: false, gone: true } },
    { label: "New", verdicts: { one: true, two: true } },
  ];
  expect(compilersTable(rows)).toBe(
    [
      "| compiler | one | two | gone |",
      "| --- | --- | --- | --- |",
      "| Old | yes | no | yes |",
      "| New | yes | yes | — |",
    ].join("\n"),
  );
});
