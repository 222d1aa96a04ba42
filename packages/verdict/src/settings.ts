export interface ComparisonSettings {
  /** Whether the keys of `operations` and `components` are public API. @default "exported" */
  names: "exported" | "internal";
  /**
   * Whether the string enums of responses may grow. Open ones are typed as `"a" | "b" | (string & {})`.
   * Enums that requests use, that have one value, or that distinguish members of a union are closed.
   * @default "open"
   */
  enums: "closed" | "open";
  /** How the client types `error`. @default "union" */
  errors: "union" | "unknown";
  /** Whether the client pins the media type that it accepts. @default "any" */
  accept: "any" | "pinned";
  /** Days between an announcement and the end of an operation. @default 90 */
  graceDays: number;
  /** The day from which sunsets count, as YYYY-MM-DD. @default today (UTC) */
  today: string | null;
}

export const defaultSettings: ComparisonSettings = {
  names: "exported",
  enums: "open",
  errors: "union",
  accept: "any",
  graceDays: 90,
  today: null,
};
