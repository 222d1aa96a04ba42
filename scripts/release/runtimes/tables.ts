import type { CheckResult } from "./program/check.ts";

/** The results of the program on a runtime. */
export interface RuntimeRow {
  label: string;
  /** By how it loaded our packages. */
  outcomes: Partial<Record<"import" | "require", readonly CheckResult[]>>;
  /** Shown below the table. */
  notes: readonly string[];
}

/** The table of runtimes, with what differs below it. */
export function runtimesTable(rows: readonly RuntimeRow[]): string {
  const notes = [...new Set(rows.flatMap((row) => row.notes))];
  return [
    line(["runtime", "`import`", "`require()`", "smoke", "faults"]),
    line(["---", "---", "---", "---", "---"]),
    ...rows.map((row) => runtimeLine(row, notes)),
    ...(notes.length > 0 ? ["", ...notes.map((note, index) => `${index + 1}. ${note}`)] : []),
  ].join("\n");
}

export function runtimeLine(
  { label, outcomes, notes }: RuntimeRow,
  all: readonly string[],
): string {
  const marks = notes.map((note) => `<sup>${all.indexOf(note) + 1}</sup>`);
  const passes = (results: readonly CheckResult[] | undefined) =>
    results && !results.some(({ problem }) => problem);
  return line([
    [label, ...marks].join(" "),
    verdict(passes(outcomes.import)),
    verdict(passes(outcomes.require)),
    share(outcomes, "smoke"),
    share(outcomes, "faults"),
  ]);
}

/** Whether a compiler compiles our packages, by the name of the setup. */
export interface CompilerRow {
  label: string;
  /** A setup that the compiler has no more is absent. */
  verdicts: Record<string, boolean>;
}

export function compilersTable(rows: readonly CompilerRow[]): string {
  const columns = setupsOf(rows);
  return [
    line(["compiler", ...columns]),
    line(["---", ...columns.map(() => "---")]),
    ...rows.map((row) => compilerLine(row, columns)),
  ].join("\n");
}

function setupsOf(rows: readonly CompilerRow[]): string[] {
  return [...new Set(rows.flatMap(({ verdicts }) => Object.keys(verdicts)))];
}

export function compilerLine({ label, verdicts }: CompilerRow, columns: string[]): string {
  return line([label, ...columns.map((column) => verdict(verdicts[column]))]);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function verdict(passed: boolean | undefined): string {
  return passed === undefined ? "—" : passed ? "yes" : "no";
}

/** Of the checks of a group, those that passed in every way of loading. */
function share(outcomes: RuntimeRow["outcomes"], group: CheckResult["group"]): string {
  const results = Object.values(outcomes).flat();
  const ofGroup = results.filter((result) => result.group === group);
  const names = new Set(ofGroup.map(({ name }) => name));
  const failed = new Set(ofGroup.flatMap(({ name, problem }) => (problem ? [name] : [])));
  return `${names.size - failed.size} of ${names.size}`;
}
