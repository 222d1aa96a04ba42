import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "@shared/kapso-emulator";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packAll, type Tarball } from "../pack.ts";
import { repositoryRoot } from "../packages.ts";
import { environment } from "../runtimes/consumer.ts";
import { toTool } from "../runtimes/tools.ts";
import { startWorkerd } from "../runtimes/workerd.ts";
import { installExample } from "./install-example.ts";

const folder = await mkdtemp(join(tmpdir(), "examples-"));
let tarballs: Tarball[];
let kapso: Emulator;

beforeAll(async () => {
  tarballs = await packAll(folder);
  kapso = await startEmulator();
});
afterAll(async () => {
  await kapso.close();
  await rm(folder, { recursive: true, force: true });
});

const toEmulator = () => ({
  KAPSO_API_KEY: kapso.apiKey,
  KAPSO_BASE_URL: kapso.url + kapso.basePath,
});

describe.each(["esm", "commonjs"])("examples/%s, from the packed packages", (name) => {
  it("prints what its README shows", async () => {
    const copy = await install(name);
    const env = { ...environment(copy), ...toEmulator() };
    const { stdout } = await runCommand("npm", ["--silent", "start"], { cwd: copy, env });
    expect(stdout).toBe(await shownOutput(name));
    await expect(
      runCommand("npm", ["--silent", "start"], { cwd: copy, env: environment(copy) }),
    ).rejects.toThrow("There is no API key");
  });
});

describe.runIf(isFullLevel)("examples/workerd, from the packed packages", () => {
  it("responds with what its README shows, and hides the reason of a failure", async () => {
    const copy = await install("workerd");
    await runCommand("npm", ["run", "build"], { cwd: copy });
    const { package: name, binary } = toTool("workerd", "1");
    const workerd = await startWorkerd(
      join(copy, "node_modules", name, binary),
      copy,
      toEmulator(),
    );
    try {
      const response = await fetch(`${workerd.origin}/inbox`);
      expect(await response.text()).toBe(await shownOutput("workerd"));
      kapso.faults.add({ kind: "status", status: 503, shape: "html" });
      const failed = await fetch(`${workerd.origin}/inbox`);
      expect([failed.status, await failed.text()]).toEqual([502, "KapsoServerError\n"]);
      expect(workerd.printed()).toContain("KapsoServerError");
      expect(workerd.printed()).not.toContain(kapso.apiKey);
    } finally {
      await workerd.stop();
    }
  });
});

async function install(example: string): Promise<string> {
  const copy = join(folder, example);
  await installExample(example, tarballs, copy);
  return copy;
}

/** The one block of output in an example's README. */
async function shownOutput(example: string): Promise<string> {
  const readme = await readFile(join(repositoryRoot, "examples", example, "README.md"), "utf8");
  const [, shown] = /```text\n([\s\S]*?)```/.exec(readme) ?? [];
  return shown ?? "";
}
