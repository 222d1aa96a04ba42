import type { Summary } from "./statistics/summary.ts";

/** The title of the table that the client's README shows. */
export const equalFeatures =
  "The same POST with the key, time-outs, retries that heed Retry-After, and an error class per status";

/** One thing that is asked of the packages, and how it is measured. */
export interface Question {
  /** As in `--only` and in the names of the files. */
  name: string;
  title: string;
  /** What is measured, in a few plain sentences. */
  measures: string;
  run(run: Run): Promise<Answer>;
}

export interface Run {
  /** Fewer rounds and smaller inputs: for a look, not for a figure to quote. */
  quick: boolean;
  /** Tells the person at the terminal what goes on. */
  say(step: string): void;
}

export interface Answer {
  tables: Table[];
  targets: Target[];
  /** Of everything that took part. */
  versions: Record<string, string>;
  /** What the figures do not say by themselves. */
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
  /** In the chart; `overview` also in the one that docs/what-it-costs.md shows. */
  chart?: "own" | "overview";
  /** Drawn as a line across the bars. */
  limit?: number;
}

export interface Row {
  name: string;
  /** Which of the peers are ours. */
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

/** What is written to `results/<name>.json`. */
export interface Result extends Answer {
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
