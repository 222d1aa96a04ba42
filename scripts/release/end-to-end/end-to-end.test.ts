import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { repositoryRoot } from "../packages.ts";
import { createConsumer, install, packageManagers, runScript } from "./consumer.ts";
import { type PrivateRegistry, startPrivateRegistry } from "./private-registry.ts";
import { killHard, type Repository } from "./repository.ts";
import { closedGate, createTwoPackages, failingTest, names } from "./two-packages.ts";

let folder: string;
let registry: PrivateRegistry;
let repository: Repository;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "end-to-end-"));
  [registry, repository] = await Promise.all([startPrivateRegistry(), createTwoPackages(folder)]);
});

afterAll(async () => {
  await registry?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function release(...words: string[]): Promise<{ code: number | null; output: string }> {
  const { code, output } = await repository.release(registry, ...words).ended;
  expect(output).not.toContain(registry.token);
  return { code, output };
}

/** The versions of both packages that a dist-tag names in the registry. */
function tagged(tag = "latest"): Promise<(string | undefined)[]> {
  return Promise.all(
    names.map(async (name) => (await registry.packument(name))["dist-tags"]?.[tag]),
  );
}

async function headCommit(): Promise<string> {
  return (await repository.run("git", "rev-parse", "HEAD")).trim();
}

async function gitTags(): Promise<string[]> {
  return (await repository.run("git", "tag", "--list")).split("\n").filter((tag) => tag !== "");
}

test("a dry run runs gates and tests, names every package, and changes and publishes nothing", async () => {
  const { code, output } = await release("--dry-run");
  expect(output).toMatch(/^gates \([\s\S]*^tests \(/m);
  expect(output).toContain("Would publish 2 of 2 packages, in this order:");
  expect(output).toMatch(/@shared\/first 0\.1\.0[\s\S]*@shared\/second 0\.1\.0/);
  expect(output.match(/published for the first time$/gm)).toHaveLength(2);
  expect(code).toBe(0);
  expect(await repository.run("git", "status", "--porcelain")).toBe("");
  expect(await tagged()).toEqual([undefined, undefined]);
});

test("a tree with changes that are in no commit is not released, and neither is one without a registry", async () => {
  await repository.write("left-behind.txt", "");
  const dirty = await release();
  expect(dirty.output).toContain("?? left-behind.txt");
  expect(dirty.code).toBe(1);
  await repository.run("git", "clean", "--force", "--quiet");
  const nowhere = await repository.release({}).ended;
  expect(nowhere.output).toContain("KAPSO_REGISTRY is not set");
  expect(nowhere.code).toBe(1);
});

test("a gate that fails stops the release, and no gate sees the token", async () => {
  await repository.write(closedGate.path, closedGate.content);
  await repository.commit("A gate that is closed");
  const { code, output } = await release();
  await repository.run("git", "reset", "--hard", "--quiet", "HEAD~1");
  expect(output).toContain("the gate is closed");
  expect(code).toBe(1);
  expect(await tagged()).toEqual([undefined, undefined]);
});

test("a test that fails stops the release, and no test sees the token", async () => {
  await repository.write(failingTest.path, failingTest.content);
  await repository.commit("A test that fails");
  const { code, output } = await release();
  expect(output).toContain("one and one is three");
  expect(output).toContain("The tests fail, so nothing was published.");
  expect(code).toBe(1);
  await repository.run("git", "reset", "--hard", "--quiet", "HEAD~1");
  expect(await tagged()).toEqual([undefined, undefined]);
});

test("a commit counts as tested elsewhere only where it is the one that would be published", async () => {
  const head = await headCommit();
  const other = await release("--dry-run", "--tested", head.replace(/^.{8}/, "01234567"));
  expect(other.output).toContain(`the commit that is checked out is ${head}`);
  expect(other.code).toBe(1);
  await repository.write(".changeset/waits.md", '---\n"@shared/first": patch\n---\n\nA word.\n');
  const dirty = await release("--dry-run", "--tested", head);
  expect(dirty.output).toContain("the tree has changes; changesets wait");
  expect(dirty.code).toBe(1);
  await repository.run("git", "clean", "--force", "--quiet");
});

test("a wrong token publishes nothing; with the right one the same command publishes a commit that was tested elsewhere", async () => {
  const command = ["--tested", await headCommit()];
  const wrong = await repository.release({ ...registry, token: "stranger" }, ...command).ended;
  expect(wrong.output).toContain("does not accept NPM_TOKEN (401)");
  expect(wrong.output).not.toContain("build");
  expect(wrong.code).toBe(1);
  expect(await tagged()).toEqual([undefined, undefined]);

  const { code, output } = await release(...command);
  expect(output).toContain("Publishing 2 of 2 packages");
  expect(output).toContain(`tests passed for ${command[1]}`);
  expect(output).not.toMatch(/^tests \(/m);
  expect(code).toBe(0);
  expect(await tagged()).toEqual(["0.1.0", "0.1.0"]);
});

test("a package and its tarball cannot be read without a token", async () => {
  const { versions } = await registry.packument("@shared/second");
  const tarball = versions["0.1.0"]?.dist.tarball ?? "";
  for (const address of [`${registry.url}@shared%2fsecond`, tarball]) {
    expect((await fetch(address)).status).toBe(401);
  }
});

test("npm publish by hand is refused", async () => {
  const byHand = repository.run("npm", "publish", "./packages/first", "--registry", registry.url);
  await expect(byHand).rejects.toThrow("Use pnpm release.");
});

test("a release whose machine dies half-way is finished by the same command", async () => {
  await change({ "@shared/first": "patch", "@shared/second": "patch" }, "Both have a field more.");
  const dying = repository.release(registry);
  registry.onPublish((nth) => {
    if (nth === 1) return "accept";
    killHard(dying);
    return "cut before";
  });
  expect((await dying.ended).code).toBe(null);
  registry.onPublish(() => "accept");
  expect(await tagged()).toEqual(["0.1.1", "0.1.0"]);
  const [settings, ...others] = await leftBehind();
  expect(others).toEqual([]);
  expect(settings).toContain("@shared:registry=");
  expect(settings).not.toContain(registry.token);

  const { code, output } = await release();
  expect(output).toContain("Publishing 1 of 2 packages");
  expect(output).toContain("@shared/first 0.1.1: already published, the same content");
  expect(code).toBe(0);
  expect(await tagged()).toEqual(["0.1.1", "0.1.1"]);
  expect(await gitTags()).toEqual(expect.arrayContaining(names.map((name) => `${name}@0.1.1`)));
  expect(await dependenciesOf("@shared/second", "0.1.1")).toEqual({ "@shared/first": "^0.1.1" });
});

test("a patch is released alone, where the range of what depends on it admits it; a tag that git cannot sign is reported", async () => {
  await change({ "@shared/first": "patch" }, "A repaired word.");
  const env = gitSettings({ "tag.gpgSign": "true", "gpg.program": "false" });
  const { code, output } = await repository.release({ ...registry, env }).ended;
  expect(output).toContain("@shared/second 0.1.1: already published, the same content");
  expect(await tagged()).toEqual(["0.1.2", "0.1.1"]);
  expect(output).toContain(
    "The packages are published, but git did not make the tag @shared/first@0.1.2: error: gpg failed",
  );
  expect(output).not.toContain("Left to do");
  expect(code).toBe(1);
});

test("the same command then publishes nothing, makes the missing tag, and prints what is left to do", async () => {
  const { code, output } = await release();
  expect(output).toContain("Nothing to publish: the registry has every version.");
  expect(output).toContain("Left to do, where the remote lacks");
  expect(output).toContain("git push --follow-tags");
  expect(await gitTags()).toContain("@shared/first@0.1.2");
  expect(code).toBe(0);
});

test.each(Object.keys(packageManagers) as (keyof typeof packageManagers)[])(
  "a service installs the newest by %s at once and runs; without a valid token it cannot",
  async (manager) => {
    const dependencies = Object.fromEntries(names.map((name) => [name, "^0.1.0"]));
    const program = 'import { second } from "@shared/second";\nconsole.log(second);\n';
    const service = await createConsumer(folder, manager, registry, dependencies, program);
    await expect(install(service, manager, "stranger")).rejects.toThrow(/401|E401/);
    await install(service, manager, registry.token);
    const installed = join(service, "node_modules/@shared/first/package.json");
    expect(JSON.parse(await readFile(installed, "utf8")).version).toBe("0.1.2");
    const { stdout } = await runCommand("node", ["service.mjs"], { cwd: service });
    expect(stdout).toBe("one and two\n");
  },
);

test("a git without an identity stops a break; with one the same command releases it as a minor, and what depends on it", async () => {
  await change({ "@shared/first": "minor" }, "A field is gone.");
  const nameless = await repository.release({ ...registry, env: withoutIdentity() }).ended;
  expect(nameless.output).toContain("git config user.email you@example.com");
  expect(nameless.output).not.toContain("build");
  expect(nameless.code).toBe(1);
  expect(await tagged()).toEqual(["0.1.2", "0.1.1"]);

  const { code, output } = await release();
  expect(output).toContain("Publishing 2 of 2 packages");
  expect(output).toContain("A field is gone.");
  expect(code).toBe(0);
  expect(await tagged()).toEqual(["0.2.0", "0.1.2"]);
  expect(await dependenciesOf("@shared/second", "0.1.2")).toEqual({ "@shared/first": "^0.2.0" });
  expect(await repository.run("git", "log", "-1", "--format=%s")).toBe(
    "Release @shared/first 0.2.0, @shared/second 0.1.2\n",
  );
  expect(await repository.read("packages/first/CHANGELOG.md")).toContain("## 0.2.0");
  expect(await repository.run("git", "status", "--porcelain")).toBe("");
});

test("a lost response does not stop a release, a cut connection and a registry that goes away do, and the same command finishes it", async () => {
  await change({ "@shared/first": "patch", "@shared/second": "patch" }, "Both have two more.");
  registry.onPublish((nth) => (nth === 1 ? "cut after" : "cut before"));
  const cut = await release();
  expect(cut.output).toContain("Publishing 2 of 2 packages");
  expect(cut.output).toContain("Publishing 1 of 2 packages");
  expect(cut.output).toContain("@shared/second 0.1.3 was not published: ");
  expect(cut.code).toBe(1);

  registry.onPublish(() => {
    registry.goDown();
    return "cut before";
  });
  const down = await release();
  await registry.comeBack();
  expect(down.output).toMatch(
    /The release stopped half-way: [\s\S]+\nThen the registry could not be read: .+ does not show its packages: .+Connection refused.+\nWhat was published before it stays\. Run the same command again/,
  );
  expect(down.code).toBe(1);
  expect(await tagged()).toEqual(["0.2.1", "0.1.2"]);

  registry.onPublish(() => "accept");
  const { code, output } = await release();
  expect(output).toContain("Publishing 1 of 2 packages");
  expect(code).toBe(0);
  expect(await tagged()).toEqual(["0.2.1", "0.1.3"]);
});

test("a published version with other content is refused by file; once a changeset describes it, the same command releases it", async () => {
  await repository.write("packages/second/README.md", "# The second, with one more word\n");
  await repository.commit("A change without a changeset");
  const refused = await release();
  expect(refused.output).toContain("@shared/second 0.1.3: README.md differs");
  expect(refused.code).toBe(1);
  expect(await tagged()).toEqual(["0.2.1", "0.1.3"]);

  await change({ "@shared/second": "patch" }, "One more word.");
  const { code, output } = await release();
  expect(output).toContain("@shared/first 0.2.1: already published, the same content");
  expect(code).toBe(0);
  expect(await tagged()).toEqual(["0.2.1", "0.1.4"]);
});

test("a snapshot of all packages goes under its own tag and leaves the tree as it was", async () => {
  const { code } = await release("--snapshot", "pr-12");
  expect(code).toBe(0);
  expect(await tagged()).toEqual(["0.2.1", "0.1.4"]);
  const [version = "", another] = await tagged("pr-12");
  expect(version).toMatch(/^0\.0\.0-pr-12-\d{14}$/);
  expect(another).toBe(version);
  expect(await dependenciesOf("@shared/second", version)).toEqual({ "@shared/first": version });
  expect(await repository.run("git", "status", "--porcelain")).toBe("");
  expect((await gitTags()).filter((tag) => tag.includes("pr-12"))).toEqual([]);
});

test("a service's pipeline installs the snapshot of every package of the scope that it has", async () => {
  const service = join(folder, "by-npm");
  const workflow = join(repositoryRoot, ".github/workflows/try-snapshot.yml");
  const { steps } = parse(await readFile(workflow, "utf8")).jobs.test;
  const { run } = steps.find(({ name }: { name?: string }) => name === "Install the snapshot");
  await runScript(run, service, registry.token, { SNAPSHOT: "pr-12" });
  const { dependencies } = JSON.parse(await readFile(join(service, "package.json"), "utf8"));
  expect(Object.keys(dependencies)).toEqual(names);
  for (const name of names) expect(dependencies[name]).toMatch(/^\^?0\.0\.0-pr-12-\d{14}$/);
  const wrong = runScript(run, service, registry.token, { SNAPSHOT: "pr-12 --registry x" });
  await expect(wrong).rejects.toThrow("snapshot must be a dist-tag");
});

test("a version pull request holds versions and changelogs, and publishes nothing", async () => {
  await change({ "@shared/first": "patch" }, "Another word.");
  const { code } = await repository.release({}, "--prepare").ended;
  expect(code).toBe(0);
  expect(await repository.run("git", "log", "-1", "--format=%s")).toBe(
    "Release @shared/first 0.2.2\n",
  );
  expect(await tagged()).toEqual(["0.2.1", "0.1.4"]);
});

test.each([["--colour"], ["--prepare", "--dry-run"]])("%s is a usage error", async (...words) => {
  const { code, output } = await repository.release({}, ...words).ended;
  expect(output).toContain("Usage: pnpm release");
  expect(code).toBe(2);
});

/** The environment of a git that cannot name who commits. */
function withoutIdentity(): NodeJS.ProcessEnv {
  const names = ["AUTHOR", "COMMITTER"].flatMap((who) => [`GIT_${who}_NAME`, `GIT_${who}_EMAIL`]);
  return {
    ...Object.fromEntries(names.map((name) => [name, undefined])),
    ...gitSettings({ "user.useConfigOnly": "true" }),
    GIT_CONFIG_GLOBAL: "/dev/null",
  };
}

/** Git settings by the environment. */
function gitSettings(settings: Record<string, string>): NodeJS.ProcessEnv {
  const entries = Object.entries(settings).flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  const count = String(Object.keys(settings).length);
  return { ...Object.fromEntries(entries), GIT_CONFIG_COUNT: count };
}

/** Commits a change of the packages, with a changeset that describes it. */
async function change(bumps: Record<string, string>, summary: string): Promise<void> {
  const lines = Object.entries(bumps).map(([name, bump]) => `"${name}": ${bump}\n`);
  await repository.write(".changeset/a-change.md", `---\n${lines.join("")}---\n\n${summary}\n`);
  for (const name of Object.keys(bumps)) {
    const path = `packages/${name.replace("@shared/", "")}/src/index.js`;
    await repository.write(path, `${await repository.read(path)}// ${summary}\n`);
  }
  await repository.commit(summary);
}

/** As a consumer's package manager reads them in the registry. */
async function dependenciesOf(name: string, version: string): Promise<unknown> {
  return (await registry.packument(name)).versions[version]?.dependencies;
}

/** The registry settings that a killed release left behind. */
async function leftBehind(): Promise<string[]> {
  const { temporary } = repository;
  const folders = (await readdir(temporary)).filter((name) => name.startsWith("release-access-"));
  return Promise.all(folders.map((name) => readFile(join(temporary, name, "npmrc"), "utf8")));
}
