import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { expect, it, onTestFinished } from "vitest";
import { benchFolder, repositoryRoot } from "./paths.ts";
import type { Result } from "./question.ts";

const bench = (...words: string[]) =>
  runCommand(process.execPath, [join(benchFolder, "bench.ts"), ...words], { cwd: repositoryRoot });

it("measures one question: as a table, as JSON and as a chart, without a path of this machine", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kapso-bench-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { stdout } = await bench("--quick", "--only", "size", "--out", folder);
  expect(stdout).toContain("A minimal program");
  const names = (await readdir(folder)).sort();
  expect(names).toEqual(["README.md", "overview.svg", "size.json", "size.svg"]);
  for (const name of names) {
    const text = await readFile(join(folder, name), "utf8");
    expect(text).not.toContain(repositoryRoot);
    expect(text).not.toContain(folder);
  }
  const result = JSON.parse(await readFile(join(folder, "size.json"), "utf8")) as Result;
  const sizes = new Map(result.tables[0]?.rows.map(({ name, cells }) => [name, cells[0]]));
  expect(sizes.get("bare fetch")).toBeLessThan(Number(sizes.get("this client")));
  expect(sizes.get("this client")).toBeLessThan(Number(sizes.get("openai")));
  expect(result.versions).toHaveProperty("openapi-fetch");
});

it("rejects an unknown question and names the known ones", async () => {
  await expect(bench("--only", "speed")).rejects.toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("--only must be one of overhead, loopback"),
  });
});
