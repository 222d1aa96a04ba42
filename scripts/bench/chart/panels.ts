import type { Column, Result } from "../question.ts";
import type { Bar, Panel } from "./bar-chart.ts";

/** The panels of one question's chart. */
export function panelsOf(result: Result): Panel[] {
  return panelsWhere(result, ({ chart }) => chart !== undefined);
}

/** The panels of one question in the overview chart. */
export function overviewPanelsOf(result: Result): Panel[] {
  return panelsWhere(result, ({ chart }) => chart === "overview");
}

function panelsWhere({ title, tables }: Result, chosen: (column: Column) => boolean): Panel[] {
  return tables.flatMap((table) =>
    table.columns.flatMap((column, index): Panel[] => {
      if (!chosen(column)) return [];
      const bars = table.rows.flatMap(({ name, ours = false, cells }): Bar[] => {
        const value = cells[index] ?? null;
        return value === null || typeof value === "string" ? [] : [{ label: name, ours, value }];
      });
      const { unit, digits, limit } = column;
      const heading = `${title}. ${table.title}: ${column.name}`;
      return [{ title: heading, unit, digits, bars, ...(limit !== undefined && { limit }) }];
    }),
  );
}
