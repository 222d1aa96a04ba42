import { join } from "node:path";
import {
  type Compilation,
  compile,
  type Modules,
  temporaryFolder,
} from "../../../packages/client/type-tests/compile.ts";
import type { Description } from "../../../packages/client/type-tests/sample-calls.ts";
import { allCompilers, type Compiler } from "../compilers.ts";
import { versionsOf } from "../environment.ts";
import type { Figures, Question, Row, Table, Target } from "../question.ts";
import { inRounds } from "../statistics/rounds.ts";
import { pairedRatios, summarize } from "../statistics/summary.ts";
import { spreadCalls } from "../type-cost/calls.ts";
import { prepareTypes, type Seat, writeSeats } from "../type-cost/projects.ts";

const mostPaths = 800;
const fewerPaths = 70;
const targetCalls = 60;
const target = 4_200;
const share = 1 / 5;

export const types: Question = {
  name: "types",
  title: "What types cost",
  measures:
    "tsc --extendedDiagnostics on a program of 1, 10, 60 and 300 calls (results used) against specs of 5, 70 and 800 paths that the bench makes, by TypeScript 5.9 and 7. This client and openapi-fetch stand on the same openapi-typescript output, made by pnpm regen; hey-api on its emitted declarations. Instantiations are exact; check time alternates between the clients in rounds (median and quartiles); memory is the compiler's own figure, in MB of 1,000 kB.",
  async run({ quick, say }) {
    const sizes = quick ? [fewerPaths] : [5, fewerPaths, mostPaths];
    const figures: Figures = { tables: [], targets: [], versions: {}, notes: [] };
    for (const paths of sizes) {
      say(`making types of ${paths} paths`);
      await using folder = await temporaryFolder();
      const { modules, spec } = await prepareTypes(folder.path, paths);
      for (const count of quick ? [targetCalls] : [1, 10, targetCalls, 300]) {
        say(`${count} calls on ${paths} paths`);
        const calls = spreadCalls(spec, count);
        const seats = await writeSeats(join(folder.path, `calls-${count}`), calls, modules);
        const samples = await inRounds(seats, { rounds: quick ? 1 : 3, warmUp: 0 }, compiled);
        figures.tables.push(tableOf(paths, count, samples));
        if (paths === mostPaths && count === targetCalls) figures.targets = targetsOf(samples);
      }
      if (paths === sizes.at(-1)) {
        say("misspelling a path");
        figures.tables.push(await misspelt(folder.path, spec, modules));
      }
    }
    figures.versions = {
      ...versionsOf(["openapi-fetch", "openapi-typescript", "@hey-api/openapi-ts"]),
      typescript: allCompilers.map(({ version }) => version).join(", "),
    };
    return figures;
  },
};

async function compiled({ client, compiler, project }: Seat): Promise<Compilation> {
  const compilation = await compile(project, compiler.tsc);
  const [error] = compilation.errors;
  if (error) throw new Error(`The calls by ${client.name} do not compile: ${error.message}`);
  return compilation;
}

function tableOf(paths: number, count: number, samples: Map<Seat, Compilation[]>): Table {
  const chart = paths === mostPaths && count === targetCalls;
  return {
    title: `${count} ${count === 1 ? "call" : "calls"} on ${paths} paths`,
    columns: [
      {
        name: "instantiations",
        unit: "",
        digits: 0,
        ...(chart && { chart: "overview" as const, limit: target }),
      },
      { name: "check time", unit: "s", digits: 3, ...(chart && { chart: "own" as const }) },
      { name: "memory", unit: "MB", digits: 0, ...(chart && { chart: "own" as const }) },
    ],
    rows: [...samples].map(
      ([{ client, compiler }, compilations]): Row => ({
        name: `${client.name}, TypeScript ${compiler.version}`,
        ...(client.ours && { ours: true }),
        cells: [
          compilations[0]?.instantiations ?? null,
          summarize(compilations.map(({ checkSeconds }) => checkSeconds)),
          summarize(compilations.map(({ memoryKilobytes }) => memoryKilobytes / 1000)),
        ],
      }),
    ),
  };
}

function targetsOf(samples: Map<Seat, Compilation[]>): Target[] {
  const found = (name: string, compiler: Compiler): Compilation[] =>
    [...samples].find(([seat]) => seat.client.name === name && seat.compiler === compiler)?.[1] ??
    [];
  return allCompilers.flatMap((compiler): Target[] => {
    const ours = found("this client", compiler);
    const theirs = found("openapi-fetch", compiler);
    const seconds = (all: Compilation[]): number[] => all.map(({ checkSeconds }) => checkSeconds);
    return [
      {
        name: `Instantiations, 60 calls on 800 paths, TypeScript ${compiler.version}`,
        unit: "",
        digits: 0,
        bound: "at most",
        limit: target,
        value: ours[0]?.instantiations ?? Number.NaN,
      },
      {
        name: `Check time against openapi-fetch, 60 calls on 800 paths, TypeScript ${compiler.version}`,
        unit: "×",
        digits: 3,
        bound: "at most",
        limit: share,
        value: summarize(pairedRatios(seconds(ours), seconds(theirs))).median,
      },
    ];
  });
}

/** The compiler's message when the last letter of a path (or function) is doubled. */
async function misspelt(folder: string, spec: Description, modules: Modules): Promise<Table> {
  const [right] = spreadCalls(spec, 1);
  if (!right) throw new Error("The spec must have at least one operation; got none.");
  const wrong = {
    ...right,
    path: `${right.path}${right.path.at(-1)}`,
    operationId: `${right.operationId}${right.operationId.at(-1)}`,
  };
  const rows: Row[] = [];
  for (const { client, compiler, project } of await writeSeats(
    join(folder, "misspelt"),
    [wrong],
    modules,
  )) {
    const { errors, checkSeconds } = await compile(project, compiler.tsc);
    rows.push({
      name: `${client.name}, TypeScript ${compiler.version}`,
      ...(client.ours && { ours: true }),
      cells: [errors[0]?.message ?? "nothing", errors.length, checkSeconds],
    });
  }
  return {
    title: `The compiler's message for ${wrong.path}`,
    columns: [
      { name: "the first message", unit: "", digits: 0 },
      { name: "messages", unit: "", digits: 0 },
      { name: "check time", unit: "s", digits: 3 },
    ],
    rows,
  };
}
