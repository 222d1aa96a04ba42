import type { Column, Table, Target } from "../question.ts";
import { formatCell, formatNumber, verdictOf } from "./format.ts";

type Grid = string[][];

/** A heading per column, then the rows; the first column is a name. */
export function gridOf({ columns, rows }: Table): Grid {
  return [
    ["", ...columns.map(heading)],
    ...rows.map(({ name, cells }) => [
      name,
      ...cells.map((cell, index) => formatCell(cell, columns[index]?.digits ?? 0)),
    ]),
  ];
}

export function targetGrid(targets: readonly Target[]): Grid {
  return [
    ["", "target", "measured", ""],
    ...targets.map((target) => {
      const { name, unit, digits, bound, limit, value } = target;
      const measured = Number.isNaN(value) ? "–" : formatNumber(value, digits);
      return [
        name,
        `${bound} ${limit.toLocaleString("en")} ${unit}`.trim(),
        `${measured} ${unit}`.trim(),
        verdictOf(target),
      ];
    }),
  ];
}

/** For a terminal: columns lined up, figures to the right. */
export function textTable(grid: Grid): string {
  const widths = (grid[0] ?? []).map((_, column) =>
    Math.max(...grid.map((row) => (row[column] ?? "").length)),
  );
  return grid
    .map((row) =>
      row
        .map((text, column) =>
          column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export function markdownTable(grid: Grid): string {
  const [head = [], ...rows] = grid;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

function heading({ name, unit }: Column): string {
  return unit === "" ? name : `${name} (${unit})`;
}
