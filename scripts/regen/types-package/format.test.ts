import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { formatFiles } from "./format.ts";

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), "format-test-"));
  vi.stubEnv("TMPDIR", temporary);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(temporary, { recursive: true, force: true });
});

test("removes temporary folders of killed runs, and keeps those of live runs", async () => {
  const dead = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(dead, "exit");
  const live = `regen-format.${hostname()}.${process.ppid}.abc`;
  const others = [live, `regen-format.another-host.${dead.pid}.abc`, "format-abc"];
  for (const name of [...others, `regen-format.${hostname()}.${dead.pid}.abc`]) {
    await mkdir(join(temporary, name, "packages"), { recursive: true });
  }
  const formatted = await formatFiles(new Map([["packages/a.ts", "export const a   = 1"]]));
  expect(formatted.get("packages/a.ts")).toBe("export const a = 1;\n");
  expect((await readdir(temporary)).sort()).toEqual(others.sort());
});
