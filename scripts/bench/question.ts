import type { Summary } from "./statistics/summary.ts";

/** The title of the table that the client's README shows. */
export const equalFeatures =
  "The same POST with the key, time-outs, retries that heed Retry-After, and an error class per status";

/** One question about costs, and its measurement. */
export interface Question {
  /** The name in `--only` and in the names of the files. */
  name: string;
  title: string;
  /** The description of the measurement, in a few sentences. */
  measures: string;
  run(run: Run): Promise<Figures>;
}

export interface Run {
  /** Fewer rounds and smaller inputs, for a rough result that must not be quoted. */
  quick: boolean;
  /** Prints progress to the terminal. */
  say(step: string): void;
}

export interface Figures {
  tables: Table[];
  targets: Target[];
  /** The versions of all packages that took part. */
  versions: Record<string, string>;
  /** Remarks about the figures. */
  notes: string[];
}

export interface Table {
  title: string;
  columns: Column[];
  rows: Row[];
}

export interface Column {
  name: string;
  unit: string;
  digits: number;
  /** The charts that show it: the question's (`own`), or also the one of docs/what-it-costs.md. */
  chart?: "own" | "overview";
  /** Drawn as a line across the bars. */
  limit?: number;
}

export interface Row {
  name: string;
  /** Whether the peer is ours. */
  ours?: boolean;
  cells: Cell[];
}

/** `null` where there is nothing to measure. */
export type Cell = Summary | number | string | null;

export interface Target {
  name: string;
  unit: string;
  digits: number;
  bound: "at most" | "at least";
  limit: number;
  value: number;
}

/** The content of `results/<name>.json`. */
export interface Result extends Figures {
  question: string;
  title: string;
  measures: string;
  quick: boolean;
  environment: Environment;
}

export interface Environment {
  date: string;
  node: string;
  platform: string;
  cpu: string;
  cores: number;
  memory: string;
}
