/** What one line of the table of runtimes is made of. */
export interface RuntimeRow {
  runtime: string;
  /** Whether every check passed when our packages were loaded so; `undefined` where nobody does. */
  import: boolean;
  require: boolean | undefined;
  smoke: Count;
  faults: Count;
  notes: readonly string[];
}
export interface Count {
  passed: number;
  of: number;
}

/** The table of runtimes, with what differs below it. */
export function runtimesTable(rows: readonly RuntimeRow[]): string {
  const notes = [...new Set(rows.flatMap((row) => row.notes))];
  return [
    "| runtime | `import` | `require()` | smoke | faults |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => {
      const marks = row.notes.map((note) => `<sup>${notes.indexOf(note) + 1}</sup>`).join(" ");
      const name = marks ? `${row.runtime} ${marks}` : row.runtime;
      const cells = [name, verdict(row.import), verdict(row.require), share(row.smoke)];
      return line([...cells, share(row.faults)]);
    }),
    ...(notes.length > 0 ? ["", ...notes.map((note, index) => `${index + 1}. ${note}`)] : []),
  ].join("\n");
}

/** What one line of the table of compilers is made of. */
export interface CompilerRow {
  compiler: string;
  /** Whether it compiles, by the name of what was tried. */
  verdicts: Record<string, boolean>;
}

export function compilersTable(rows: readonly CompilerRow[]): string {
  const columns = Object.keys(rows[0]?.verdicts ?? {});
  return [
    line(["compiler", ...columns]),
    line(["---", ...columns.map(() => "---")]),
    ...rows.map((row) =>
      line([row.compiler, ...columns.map((name) => verdict(row.verdicts[name]))]),
    ),
  ].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function verdict(passed: boolean | undefined): string {
  return passed === undefined ? "—" : passed ? "yes" : "no";
}

function share({ passed, of }: Count): string {
  return `${passed} of ${of}`;
}
