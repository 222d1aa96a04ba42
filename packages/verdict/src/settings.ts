export interface ComparisonSettings {
  /** Are the keys of the published `operations` and `components` API? @default "exported" */
  names: "exported" | "internal";
  /** Does a consumer rely on a response enum being complete? @default "closed" */
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
  enums: "closed",
  errors: "union",
  accept: "any",
  graceDays: 90,
  today: null,
};
