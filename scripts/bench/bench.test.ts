import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Result } from "./question.ts";

const SCRIPT = fileURLToPath(new URL("bench.ts", import.meta.url));
const run = promisify(execFile);
const bench = (...words: string[]) => run(process.execPath, [SCRIPT, ...words]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kapso-bench-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("answers one question, as a table, as JSON and as a chart", async () => {
  const { stdout } = await bench("--quick", "--only", "size", "--out", folder);
  expect(stdout).toContain("A minimal program");
  expect((await readdir(folder)).sort()).toEqual([
    "README.md",
    "overview.svg",
    "size.json",
    "size.svg",
  ]);
  const result = JSON.parse(await readFile(join(folder, "size.json"), "utf8")) as Result;
  const sizes = new Map(result.tables[0]?.rows.map(({ name, cells }) => [name, cells[0]]));
  expect(sizes.get("bare fetch")).toBeLessThan(Number(sizes.get("this client")));
  expect(sizes.get("this client")).toBeLessThan(Number(sizes.get("openai")));
  expect(result.versions).toHaveProperty("openapi-fetch");
});

it("writes neither paths nor the name of this machine", async () => {
  await bench("--quick", "--only", "size", "--out", folder);
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")),
  );
  for (const text of texts) {
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain(folder);
  }
});

it("refuses a question that there is not, and says which there are", async () => {
  await expect(bench("--only", "speed")).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('"speed" is no question; there is overhead, loopback'),
  });
});

it("refuses an option that there is not", async () => {
  await expect(bench("--fast")).rejects.toMatchObject({ code: 2 });
});
