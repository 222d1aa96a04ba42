/** The query of a list, its values typed. */
export type ListQuery = Readonly<Record<string, unknown>>;

/** The documented default of `per_page` and `limit` alike. */
export const defaultSize = 20;

/** A whole number of at least 1, or undefined. */
export function sizeOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 ? value : undefined;
}
