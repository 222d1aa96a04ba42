import { expect, it } from "vitest";
import type { Result } from "../question.ts";
import { resultsPage, targetSection } from "./markdown.ts";

const result: Result = {
  question: "size",
  title: "Size",
  measures: "Bytes of a program.",
  quick: false,
  environment: {
    date: "2026-01-31",
    node: "v24.0.0",
    platform: "linux x64",
    cpu: "A processor",
    cores: 2,
    memory: "8 GiB",
  },
  tables: [
    {
      title: "A program",
      columns: [{ name: "gzip", unit: "kB", digits: 1 }],
      rows: [{ name: "this client", ours: true, cells: [5] }],
    },
  ],
  targets: [{ name: "Size", unit: "kB", digits: 1, bound: "at most", limit: 5.5, value: 5 }],
  versions: { ky: "2.1.0" },
  notes: [],
};

it("names the measurement, the machine and the versions", () => {
  const page = resultsPage([result]);
  for (const text of ["Bytes of a program.", "A processor", "v24.0.0", "ky 2.1.0", "](size.svg)"]) {
    expect(page).toContain(text);
  }
  expect(page).not.toContain("--quick");
});

it("marks quick figures as not to be quoted", () => {
  expect(resultsPage([{ ...result, quick: true }])).toContain("not to be quoted");
});

it("the page's section has the targets, and no line of its markers", () => {
  const section = targetSection([result]);
  expect(section).toContain("at most 5.5 kB");
  expect(section).not.toContain("<!--");
});
