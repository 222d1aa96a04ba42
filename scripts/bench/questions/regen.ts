import { readFile } from "node:fs/promises";
import { versionsOf } from "../environment.ts";
import { specFile } from "../paths.ts";
import type { Figures, Question, Row, Target } from "../question.ts";
import { type RegenSample, runRegen } from "../regen/run-regen.ts";
import { type SmallTree, smallTree } from "../regen/small-tree.ts";
import { wordySpec, yamlOf } from "../specs/wordy-spec.ts";
import { summarize } from "../statistics/summary.ts";

interface Document {
  name: string;
  text(): Promise<string>;
  rounds: number;
  quick?: boolean;
}

function described(paths: number, bytes: number): () => Promise<string> {
  return async () => yamlOf(wordySpec(paths, bytes));
}

const documents: readonly Document[] = [
  { name: "the vendored slice", text: () => readFile(specFile, "utf8"), rounds: 5 },
  { name: "5 paths, 30 kB", text: described(5, 30_000), rounds: 5 },
  { name: "70 paths, 400 kB", text: described(70, 400_000), rounds: 5, quick: true },
  { name: "240 paths, 2.3 MB", text: described(240, 2_300_000), rounds: 1 },
  { name: "800 paths, 13 MB", text: described(800, 13_000_000), rounds: 1 },
];

interface Command {
  name: string;
  words(tree: SmallTree): string[];
  /** In seconds, by the name of the document. */
  limits: Record<string, number>;
}

const commands: readonly Command[] = [
  {
    name: "nothing to do",
    words: ({ same }) => ["--upstream", same],
    limits: { "70 paths, 400 kB": 1 },
  },
  { name: "--check", words: () => ["--check"], limits: { "70 paths, 400 kB": 3 } },
  {
    name: "a bump with everything",
    words: ({ root, next }) => [
      ...["--upstream", next, "--trust-changes"],
      ...["--report", `${root}/report.md`],
    ],
    limits: { "70 paths, 400 kB": 10, "800 paths, 13 MB": 45 },
  },
];

export const regen: Question = {
  name: "regen",
  title: "Regen",
  measures:
    "Whole processes, node scripts/regen/regen.ts as pnpm regen starts it, each on a separate small tree in a temporary folder. Nothing to do: --upstream with the vendored bytes. --check: the types are made again and compared. A bump with everything: --upstream with a spec in which an operation is new, one is gone, and fields, enums, required lists and texts differ; it is read, guarded, checked by both comparisons, its types made, changeset and report written, all applied (not rehearsed: that is the whole test suite). Medians and quartiles where there are several rounds; CPU and peak memory are of the script's process, without the formatter that it starts.",
  async run(run) {
    const figures: Figures = { tables: [], targets: [], versions: {}, notes: [] };
    const rows: Row[] = [];
    for (const document of documents.filter(({ quick }) => quick || !run.quick)) {
      const text = await document.text();
      await using tree = await smallTree(
        document.name === "the vendored slice" ? undefined : text,
        text,
      );
      await runRegen(tree.root, ["--quiet"]); // so that --check has something to agree with
      for (const command of commands) {
        run.say(`${document.name}: ${command.name}`);
        const samples = await samplesOf(tree, command, run.quick ? 1 : document.rounds);
        rows.push(rowOf(document, command, samples));
        figures.targets.push(...targetOf(document, command, samples));
      }
    }
    figures.tables.push({
      title: "By document and command",
      columns: [
        { name: "time", unit: "s", digits: 2, chart: "overview" },
        { name: "CPU", unit: "s", digits: 2 },
        { name: "peak memory", unit: "MiB", digits: 0, chart: "own" },
      ],
      rows,
    });
    figures.versions = versionsOf(["openapi-typescript", "typescript"]);
    return figures;
  },
};

async function samplesOf(
  tree: SmallTree,
  { words }: Command,
  rounds: number,
): Promise<RegenSample[]> {
  const samples: RegenSample[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await tree.restore();
    samples.push(await runRegen(tree.root, words(tree)));
  }
  return samples;
}

function rowOf(document: Document, command: Command, samples: readonly RegenSample[]): Row {
  return {
    name: `${document.name}: ${command.name}`,
    ours: true,
    cells: [
      summarize(samples.map(({ seconds }) => seconds)),
      summarize(samples.map(({ cpuSeconds }) => cpuSeconds)),
      summarize(samples.map(({ peakMebibytes }) => peakMebibytes)),
    ],
  };
}

function targetOf(document: Document, command: Command, samples: readonly RegenSample[]): Target[] {
  const limit = command.limits[document.name];
  if (limit === undefined) return [];
  return [
    {
      name: `Regen, ${document.name}: ${command.name}`,
      unit: "s",
      digits: 2,
      bound: "at most",
      limit,
      value: summarize(samples.map(({ seconds }) => seconds)).median,
    },
  ];
}
