import type { Environment, Result } from "../question.ts";
import { gridOf, markdownTable, targetGrid } from "./table.ts";

/** Every figure of every question, with its chart beside it. */
export function resultsPage(results: readonly Result[]): string {
  const parts = results.map((result) =>
    [
      `## ${result.title}`,
      result.measures,
      `![${result.title}](${result.question}.svg)`,
      ...result.tables.map((table) => `**${table.title}**\n\n${markdownTable(gridOf(table))}`),
      ...(result.targets.length > 0 ? [markdownTable(targetGrid(result.targets))] : []),
      ...result.notes,
      `${environmentLine(result.environment)} ${versionsLine(result.versions)}${result.quick ? " Taken with --quick: for a look, not to be quoted." : ""}`,
    ].join("\n\n"),
  );
  return `${["# What it costs", "Written by `pnpm bench`; [what it does](../README.md).", ...parts].join("\n\n")}\n`;
}

/** The section of docs/what-it-costs.md: the targets and one chart. */
export function targetSection(results: readonly Result[]): string {
  const targets = results.flatMap((result) => result.targets);
  const machines = new Set(results.map(({ environment }) => environmentLine(environment)));
  return [
    "![What it costs, beside what a team would use instead](../scripts/bench/results/overview.svg)",
    markdownTable(targetGrid(targets)),
    [...machines].join(" "),
  ].join("\n\n");
}

function environmentLine({ date, node, platform, cpu, cores, memory }: Environment): string {
  return `Measured ${date} on ${cores} cores of ${cpu}, ${memory}, ${platform}, Node ${node}.`;
}

export function versionsLine(versions: Record<string, string>): string {
  const all = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${all.join(", ")}.`;
}
