import { readFile } from "node:fs/promises";
import { parse } from "@shared/openapi-model/parse.ts";
import { DocumentError } from "@shared/openapi-model/problem.ts";
import type { Change } from "@shared/openapi-verdict";
import {
  type ComparisonResult,
  comparePairs,
  type DocumentPair,
  type PairResult,
  typesToCompare,
} from "@shared/openapi-verdict";
import { print, printError, terminalJson, terminalText } from "@shared/toolkit/terminal.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** How many pairs share one checker: a compromise of speed and memory. */
const batchSize = 40;

interface Pair {
  before: string;
  after: string;
}

/** `pnpm regen --compare OLD NEW`: prints the verdict on any two documents; writes nothing. */
export async function compare(pair: Pair, { json }: { json: boolean }): Promise<ExitCode> {
  const [judgement] = await judge([pair]);
  if (judgement === undefined || "error" in judgement) {
    printError(terminalText(judgement?.error ?? "The two documents could not be compared."));
    return exitCodes.refused;
  }
  if (json) print(terminalJson(shown(judgement), 2));
  else {
    for (const change of judgement.changes)
      print(terminalText([[`${change.class.padEnd(8)} `, sentence(change)]]));
    if (judgement.typesError !== null)
      printError(terminalText(`TypeScript could not compare the types: ${judgement.typesError}`));
    print(terminalText(judgement.verdict));
  }
  return exitCodes.done;
}

/** `pnpm regen --compare-list FILE`: two paths a line, one JSON line each, in the same order. */
export async function compareList(file: string): Promise<ExitCode> {
  const text = await readText(file);
  const pairs = readPairs(text, file);
  let readable = true;
  for (let start = 0; start < pairs.length; start += batchSize) {
    for (const judgement of await judge(pairs.slice(start, start + batchSize))) {
      if ("error" in judgement) readable = false;
      print(terminalJson("error" in judgement ? judgement : shown(judgement)));
    }
  }
  return readable ? exitCodes.done : exitCodes.refused;
}

function readPairs(text: string, file: string): Pair[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === "") return [];
    const paths = line.trim().split(line.includes("\t") ? /\t+/ : /\s+/);
    const [before, after] = paths;
    if (before === undefined || after === undefined || paths.length !== 2) {
      const message = `expected two paths (separated by a tab if they contain spaces), found ${paths.length}.`;
      throw new DocumentError([{ file, position: { line: index + 1, column: 1 }, message }]);
    }
    return [{ before, after }];
  });
}

async function judge(pairs: readonly Pair[]): Promise<PairResult[]> {
  const loaded = await Promise.all(pairs.map(loadPair));
  const readable = loaded.filter((pair): pair is DocumentPair => !("error" in pair));
  const judgements = await comparePairs(readable, typesToCompare);
  const byPair = new Map(readable.map((pair, index) => [pair, judgements[index]]));
  return loaded.map((pair) =>
    "error" in pair ? pair : (byPair.get(pair) ?? { error: "The pair was not judged." }),
  );
}

async function loadPair({ before, after }: Pair): Promise<DocumentPair | { error: string }> {
  try {
    return { old: await load(before), new: await load(after) };
  } catch (error) {
    if (error instanceof DocumentError) return { error: error.message };
    throw error;
  }
}

async function load(path: string): Promise<Record<string, unknown>> {
  return parse(await readText(path), path, { lenient: true }).value;
}

function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new DocumentError([{ file, message: `cannot be read (${error.code}).` }]);
  });
}

function shown({ verdict, changes }: ComparisonResult) {
  return {
    verdict,
    changes: changes.map(({ class: level, operation, location, direction, text, decidedBy }) => ({
      class: level,
      operation,
      location,
      direction,
      text,
      decidedBy,
    })),
  };
}

function sentence({ operation, location, text }: Change): string {
  return `${[operation, location].filter((part) => part).join(", ")}: ${text}`;
}
