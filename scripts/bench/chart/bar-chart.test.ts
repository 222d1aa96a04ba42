import { expect, it } from "vitest";
import { barChart, type Panel } from "./bar-chart.ts";

const panel: Panel = {
  title: "Time",
  unit: "ms",
  digits: 1,
  limit: 5,
  bars: [
    { label: "this client", ours: true, value: { median: 4, q1: 3, q3: 6, count: 9 } },
    { label: "<ky> & co", ours: false, value: 8 },
  ],
};

it("draws a bar as long as its value, on one scale for all", () => {
  const widths = [...barChart("Chart", [panel]).matchAll(/class="bar[^>]* width="([\d.]+)"/g)];
  const [ours, theirs] = widths.map(([, width]) => Number(width));
  expect(theirs).toBe(2 * (ours ?? 0));
});

it("draws a whisker from quartile to quartile where there is a spread, and only there", () => {
  expect(barChart("Chart", [panel]).match(/class="whisker"/g)).toHaveLength(1);
});

it("marks our bars and shows the target", () => {
  const svg = barChart("Chart", [panel]);
  expect(svg.match(/class="bar ours"/g)).toHaveLength(1);
  expect(svg).toContain("target 5");
});

it("escapes names in the SVG", () => {
  expect(barChart('A "chart"', [panel])).toContain("&lt;ky> &amp; co");
});

it("has colors for a dark page", () => {
  expect(barChart("Chart", [panel])).toContain("prefers-color-scheme: dark");
});

it("draws nothing to the left of zero", () => {
  const svg = barChart("Chart", [{ ...panel, bars: [{ label: "a", ours: true, value: -3 }] }]);
  expect(svg).toContain('width="0.0"');
});

it("draws panels side by side with several columns", () => {
  const heightOf = (columns: number) =>
    Number(/height="(\d+)"/.exec(barChart("Chart", [panel, panel], columns))?.[1]);
  expect(heightOf(2)).toBeLessThan(heightOf(1));
});
