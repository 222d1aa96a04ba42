import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSection } from "@shared/toolkit/markdown-section.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isExpected, SETUPS } from "./compile.ts";
import { compilersToTry, EVERYTHING, prepareCompilers, README, tryCompiler } from "./matrix.ts";
import { type CompilerRow, compilerLine, compilersTable } from "./tables.ts";

const compilers = await compilersToTry(EVERYTHING);
const folder = await mkdtemp(join(tmpdir(), "compilers-"));
const rows: CompilerRow[] = [];
let consumer: string;

beforeAll(async () => {
  consumer = await prepareCompilers(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the packed declarations, every one of them looked at", () => {
  it.each(compilers)("compile with $label", async (compiler) => {
    const { row, problems } = await tryCompiler(compiler, consumer);
    rows.push(row);
    const expected = SETUPS.map((setup) => [setup.name, isExpected(compiler, setup)]);
    expect(row.verdicts, Object.values(problems).join("\n")).toEqual(Object.fromEntries(expected));
  });
});

// `pnpm runtimes` writes it.
describe("the README's table of compilers", () => {
  it.runIf(EVERYTHING)("is what this run came to", async () => {
    expect(await readTable()).toBe(compilersTable(rows));
  });

  it("has the lines that this run came to", async () => {
    const table = await readTable();
    expect(rows).not.toHaveLength(0);
    for (const row of rows) expect(table).toContain(compilerLine(row));
  });
});

async function readTable(): Promise<string> {
  return readSection(await readFile(README, "utf8"), "compilers");
}
