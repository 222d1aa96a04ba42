import type { Cell, Target } from "../question.ts";

/** A figure as text: `2.32 (2.22–2.39)`, with quartiles if there are several rounds. */
export function formatCell(cell: Cell, digits: number): string {
  if (cell === null) return "–";
  if (typeof cell === "string") return cell;
  if (typeof cell === "number") return formatNumber(cell, digits);
  const { median, q1, q3, count } = cell;
  const middle = formatNumber(median, digits);
  if (count === 1) return middle;
  return `${middle} (${formatNumber(q1, digits)} to ${formatNumber(q3, digits)})`;
}

export function formatNumber(value: number, digits: number): string {
  return value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** `met`, or the percentage by which it was missed. */
export function verdictOf({ bound, limit, value }: Target): string {
  const missing = bound === "at most" ? value / limit - 1 : 1 - value / limit;
  if (missing <= 0) return "met";
  // NaN compares as neither.
  if (Number.isNaN(missing)) return "not measured";
  return `missed by ${formatNumber(missing * 100, missing < 0.1 ? 1 : 0)} %`;
}
