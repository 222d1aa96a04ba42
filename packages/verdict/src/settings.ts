export interface ComparisonSettings {
  /** Are the keys of the published `operations` and `components` API? @default "exported" */
  names: "exported" | "internal";
  /**
   * May the string enums of responses grow? Open ones are typed as `"a" | "b" | (string & {})`.
   * Enums that requests use, that have one value, or that tell members of a union apart are closed.
   * @default "open"
   */
  enums: "closed" | "open";
  /** How the client types `error`. @default "union" */
  errors: "union" | "unknown";
  /** Does the client pin the media type it asks for? @default "any" */
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
