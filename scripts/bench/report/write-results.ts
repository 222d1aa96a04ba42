import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatFiles } from "@shared/regen/types-package/format.ts";
import { writeSection } from "@shared/toolkit/markdown-section.ts";
import { barChart } from "../chart/bar-chart.ts";
import { overviewPanelsOf, panelsOf } from "../chart/panels.ts";
import type { Result } from "../question.ts";
import { resultsPage, targetSection, versionsLine } from "./markdown.ts";
import { gridOf, markdownTable } from "./table.ts";

/** One question's figures and chart. */
export async function writeResult(folder: string, result: Result): Promise<void> {
  await mkdir(folder, { recursive: true });
  const json = JSON.stringify(result, (_, value) =>
    // More digits than a measurement has make every run a big change.
    typeof value === "number" ? Number(value.toPrecision(6)) : value,
  );
  const name = `${result.question}.json`;
  // In Biome's format, as for all committed files.
  const formatted = await formatFiles(new Map([[name, json]]));
  await writeFile(join(folder, name), formatted.get(name) ?? json);
  const chart = barChart(result.title, panelsOf(result));
  await writeFile(join(folder, `${result.question}.svg`), chart);
}

/** Writes the pages over all questions that have results in the folder. */
export async function writeOverview(folder: string, questions: readonly string[]): Promise<void> {
  const results = await readResults(folder, questions);
  await writeFile(join(folder, "README.md"), resultsPage(results));
  const panels = results.flatMap(overviewPanelsOf);
  await writeFile(join(folder, "overview.svg"), barChart("What it costs", panels, 2));
}

/** The section of the page that shows the targets. */
export async function writePage(
  page: string,
  folder: string,
  questions: readonly string[],
): Promise<void> {
  const section = targetSection(await readResults(folder, questions));
  await writeFile(page, writeSection(await readFile(page, "utf8"), "bench", section));
}

/** One table of a question, in the README of the package that it is about. */
export async function writeTable(
  readme: string,
  folder: string,
  { question, title }: { question: string; title: string },
): Promise<void> {
  const [result] = await readResults(folder, [question]);
  const table = result?.tables.find((one) => one.title === title);
  if (!result || !table) return;
  const section = [markdownTable(gridOf(table)), versionsLine(result.versions)].join("\n\n");
  await writeFile(readme, writeSection(await readFile(readme, "utf8"), question, section));
}

async function readResults(folder: string, questions: readonly string[]): Promise<Result[]> {
  const texts = await Promise.all(
    questions.map((name) =>
      readFile(join(folder, `${name}.json`), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      }),
    ),
  );
  return texts.filter((text) => text !== undefined).map((text) => JSON.parse(text) as Result);
}
