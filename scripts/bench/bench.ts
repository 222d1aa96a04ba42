import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { runCommandLine, UsageError } from "@shared/toolkit/command-line.ts";
import { environment } from "./environment.ts";
import { benchFolder, repositoryRoot } from "./paths.ts";
import { equalFeatures, type Result } from "./question.ts";
import { allQuestions } from "./questions/all-questions.ts";
import { gridOf, targetGrid, textTable } from "./report/table.ts";
import { writeOverview, writePage, writeResult, writeTable } from "./report/write-results.ts";

const questionNames = Object.keys(allQuestions);
const resultsFolder = join(benchFolder, "results");
const usageText = `Usage: pnpm bench [--quick] [--only QUESTION] [--out FOLDER]

What the packages cost, beside what a team would use instead. Prints a table per question and
writes it as JSON and as a chart (SVG) to scripts/bench/results, and the targets to
docs/what-it-costs.md.
  --only QUESTION    one of ${questionNames.join(", ")}; may be given several times
  --quick            at most two minutes; writes to scripts/bench/artifacts, which git ignores
  --out FOLDER       write there, and leave docs/ and READMEs alone
  --help             this text`;

function readOptions(words: string[]) {
  const { values } = parseArgs({
    args: words,
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: questionNames },
      out: { type: "string" },
    },
  });
  const unknown = values.only.find((name) => !questionNames.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`--only must be one of ${questionNames.join(", ")}; got "${unknown}".`);
  }
  return values;
}

async function bench(words: string[]): Promise<number> {
  const { quick, only, out } = readOptions(words);
  const folder =
    out === undefined ? (quick ? join(benchFolder, "artifacts") : resultsFolder) : resolve(out);
  for (const name of questionNames.filter((name) => only.includes(name))) {
    const result = await measure(name, quick);
    print(result);
    await writeResult(folder, result);
  }
  await writeOverview(folder, questionNames);
  if (folder === resultsFolder) {
    await writePage(join(repositoryRoot, "docs/what-it-costs.md"), folder, questionNames);
    const readme = join(repositoryRoot, "packages/client/README.md");
    await writeTable(readme, folder, { question: "size", title: equalFeatures });
  }
  return 0;
}

async function measure(name: string, quick: boolean): Promise<Result> {
  const question = await allQuestions[name]?.();
  if (question === undefined) throw new UsageError(`--only must be a question; got "${name}".`);
  const { title, measures, run } = question;
  const began = performance.now();
  const say = (step: string): void => console.error(`${name}: ${step}`);
  const figures = await run({ quick, say });
  say(`took ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return { question: name, title, measures, quick, environment: environment(), ...figures };
}

function print({ title, measures, tables, targets, notes }: Result): void {
  console.log(`\n# ${title}\n${measures}`);
  for (const table of tables) console.log(`\n${table.title}\n${textTable(gridOf(table))}`);
  if (targets.length > 0) console.log(`\n${textTable(targetGrid(targets))}`);
  for (const note of notes) console.log(`\n${note}`);
}

process.exitCode = await runCommandLine({ usage: usageText, run: bench }, process.argv.slice(2));
