import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "@shared/release/packages.ts";
import { copyTree } from "@shared/release/working-copy.ts";
import { type CommandError, runCommand } from "@shared/toolkit/run-command.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leftovers } from "./rename.ts";
import { currentSettings, type Settings } from "./settings.ts";

// A rehearsal of a bump runs this repository's tests in a copy that is in no git.
const isRehearsal = process.env["KAPSO_REHEARSING"] !== undefined;

describe.runIf(!isRehearsal)("a copy of this repository", () => {
  let root: string;
  let before: Settings;
  let company: Settings;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "adopt-"));
    await rm(root, { recursive: true });
    await copyTree(repositoryRoot, root, process.env);
    await commit("The tree as it came");
    before = await currentSettings(root);
    // Also where this repository is Acme's already.
    const name = before.scope === "@acme" ? "acme-two" : "acme";
    company = {
      scope: `@${name}`,
      registry: `https://npm.${name}.example/`,
      owners: `@${name}/messaging`,
      repository: `https://git.${name}.example/messaging/kapso`,
    };
    await run("pnpm", "install", "--frozen-lockfile", "--prefer-offline");
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test("stays as it is for a wrong setting, and while it has uncommitted changes", async () => {
    const wrong = await adopt({ ...company, scope: "acme" });
    expect(wrong).toMatchObject({ exitCode: 2 });
    expect(wrong.output).toContain("--scope must be a registry scope");
    expect(await status()).toBe("");
    await writeFile(join(root, "left-behind.txt"), "");
    const dirty = await adopt(company);
    expect(dirty).toMatchObject({ exitCode: 1 });
    expect(dirty.output).toContain("1 changes that are not committed, among them ?? left-behind");
    await rm(join(root, "left-behind.txt"));
    expect(await status()).toBe("");
  });

  test("gets a company's settings, and nothing of the former scope is left", async () => {
    const { exitCode, output } = await adopt(company);
    expect(output).toContain(`scope       ${before.scope} → ${company.scope}`);
    expect(exitCode).toBe(0);
    expect(await currentSettings(root)).toEqual(company);
    const { stdout } = await run("git", "ls-files", "-z");
    const paths = stdout.split("\0").filter((path) => path !== "");
    const left = await Promise.all(
      paths.map(async (path) =>
        leftovers(path, await readFile(join(root, path), "utf8"), before.scope),
      ),
    );
    expect(left.flat()).toEqual([]);
    expect(await readFile(join(root, "packages/client/package.json"), "utf8")).toContain(
      `"git+${company.repository}.git"`,
    );
  });

  test("does nothing the second time", async () => {
    const after = await status();
    const { exitCode, output } = await adopt(company);
    expect(output).toContain("Nothing to do");
    expect(exitCode).toBe(0);
    expect(await status()).toBe(after);
  });

  test("compiles with the packages' new names", async () => {
    const packages = ["openapi-model", "adopt"].flatMap((name) => [
      "--filter",
      `${company.scope}/${name}`,
    ]);
    await run("pnpm", ...packages, "exec", "tsc", "--noEmit");
  });

  test.runIf(isFullLevel)(
    "builds, lints, and passes its tests and the gates of a release",
    async () => {
      await commit("Adopted");
      const own = ["kapso-types", "kapso-client"].map(
        (name) => `--filter=${company.scope}/${name}`,
      );
      await run("pnpm", "turbo", "run", "build", "test", ...own, "--output-logs=errors-only");
      await run("pnpm", "run", "lint");
      await run("pnpm", "run", "knip");
      const { stdout: head } = await run("git", "rev-parse", "HEAD");
      const { stdout } = await run(
        "node",
        "scripts/release/release.ts",
        "--dry-run",
        "--tested",
        head.trim(),
      );
      expect(stdout).toMatch(/^gates \(/m);
      expect(stdout).toContain("Would publish 4 of 4 packages");
      expect(stdout).toContain(`${company.scope}/kapso-client`);
    },
  );

  function run(program: string, ...words: string[]) {
    // Without the registry and the level of the tests around this one.
    const { KAPSO_REGISTRY, NPM_TOKEN, KAPSO_TEST_LEVEL, ...own } = process.env;
    // The copy links to the packages in pnpm's store, which is a sixth of the work.
    const env = { ...own, pnpm_config_enable_global_virtual_store: "true" };
    return runCommand(program, words, { cwd: root, env });
  }

  async function adopt(settings: Settings): Promise<{ exitCode: number; output: string }> {
    const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    const script = join(import.meta.dirname, "adopt.ts");
    return run("node", script, ...words).then(
      ({ stdout }) => ({ exitCode: 0, output: stdout }),
      (error: CommandError) => ({
        exitCode: error.exitCode ?? -1,
        output: `${error.stdout}${error.stderr}`,
      }),
    );
  }

  async function status(): Promise<string> {
    return (await run("git", "status", "--porcelain")).stdout;
  }

  async function commit(message: string): Promise<void> {
    await run("git", "add", "--all");
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    await run("git", ...identity, "commit", "--quiet", "--allow-empty", "--message", message);
  }
});
