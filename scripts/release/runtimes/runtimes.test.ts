import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSection } from "@shared/toolkit/markdown-section.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listTools } from "./install-tools.ts";
import { EVERYTHING, prepareRuntimes, README, runtimesToTry, tryRuntime } from "./matrix.ts";
import { type RuntimeRow, runtimeLine, runtimesTable } from "./tables.ts";

const runtimes = await runtimesToTry(EVERYTHING);
const folder = await mkdtemp(join(tmpdir(), "runtimes-"));
const rows: RuntimeRow[] = [];
let consumer: string;

beforeAll(async () => {
  consumer = await prepareRuntimes(folder, runtimes);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the packed packages, installed by npm", () => {
  it.each(runtimes)("do what they promise on $label", async (runtime) => {
    const row = await tryRuntime(runtime, consumer);
    rows.push(row);
    const failed = Object.entries(row.outcomes).flatMap(([form, results]) =>
      results.filter(({ problem }) => problem).map((result) => ({ form, ...result })),
    );
    expect(failed).toEqual([]);
  });
});

// `pnpm runtimes` writes it.
describe("the README's table of runtimes", () => {
  it.runIf(EVERYTHING)("is what this run came to", async () => {
    expect(await readTable()).toBe(runtimesTable(rows));
  });

  it("has a line for each runtime that is tried, and what this run came to", async () => {
    const table = await readTable();
    for (const { label } of await listTools("runtimes")) expect(table).toContain(`| ${label} `);
    for (const row of rows.filter(({ label }) => table.includes(`| ${label} `))) {
      if (row.notes.length === 0) expect(table).toContain(runtimeLine(row, []));
    }
  });
});

async function readTable(): Promise<string> {
  return readSection(await readFile(README, "utf8"), "runtimes");
}
