import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { publishedPackages, repositoryRoot } from "../packages.ts";
import { copyTree } from "../working-copy.ts";
import { createConsumer, install, packageManagers } from "./consumer.ts";
import { type PrivateRegistry, startPrivateRegistry } from "./private-registry.ts";
import { openRepository, type Repository } from "./repository.ts";

const names = ["types", "client", "embeds", "emulator"].map((name) => `@shared/kapso-${name}`);

// A rehearsal of a bump runs this repository's tests in a copy that is in no git.
const isRehearsal = process.env["KAPSO_REHEARSING"] !== undefined;

describe.runIf(isFullLevel && !isRehearsal)("from this repository to a service", () => {
  let folder: string;
  let registry: PrivateRegistry;
  let repository: Repository;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "whole-repository-"));
    [registry, repository] = await Promise.all([startPrivateRegistry(), createRepository(folder)]);
  });

  afterAll(async () => {
    await registry?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  test("the first release publishes every package", async () => {
    const { code, output } = await repository.release(registry).ended;
    expect(output).toContain("Publishing 4 of 4 packages");
    expect(code).toBe(0);
    expect(await latest()).toEqual(["0.1.0", "0.1.0", "0.1.0", "0.1.0"]);
  });

  test.each(Object.keys(packageManagers) as (keyof typeof packageManagers)[])(
    "a service installs them by %s and calls the API",
    async (manager) => {
      const dependencies = Object.fromEntries(names.map((name) => [name, "^0.1.0"]));
      const program = await readFile(join(import.meta.dirname, "service.mjs"), "utf8");
      const service = await createConsumer(folder, manager, registry, dependencies, program);
      await install(service, manager, registry.token);
      const { stdout } = await runCommand("node", ["service.mjs"], { cwd: service });
      expect(JSON.parse(stdout)).toMatchObject({ created: "http:", kept: "http:", listed: 2 });
    },
  );

  test("an addition upstream is a patch of what it touches", async () => {
    await regen((spec) => spec.setIn(field, spec.createNode({ type: ["string", "null"] })));
    expect((await repository.release(registry).ended).code).toBe(0);
    expect(await latest()).toEqual(["0.1.1", "0.1.1", "0.1.0", "0.1.0"]);
  });

  test("a break upstream is a minor, and everything that depends on it is released too", async () => {
    await regen((spec) => spec.deleteIn(field));
    expect((await repository.release(registry).ended).code).toBe(0);
    expect(await latest()).toEqual(["0.2.0", "0.2.0", "0.1.1", "0.1.1"]);
    expect(await repository.read("packages/types/CHANGELOG.md")).toContain(field.at(-1));
  });

  function latest(): Promise<(string | undefined)[]> {
    return Promise.all(
      names.map(async (name) => (await registry.packument(name))["dist-tags"]?.["latest"]),
    );
  }

  /** Vendors a changed OpenAPI document by `pnpm regen`, and commits what it wrote. */
  async function regen(change: (spec: ReturnType<typeof parseDocument>) => void): Promise<void> {
    const spec = parseDocument(await repository.read("specs/openapi-platform.yaml"));
    change(spec);
    const source = join(folder, "openapi-platform.yaml");
    await writeFile(source, spec.toString());
    await repository.run("node", "scripts/regen/regen.ts", "--upstream", source, "--quiet");
    await repository.commit("A bump of the OpenAPI document");
  }
});

/** A field that no OpenAPI document has, so that these changes go with any of them. */
const field = ["components", "schemas", "InboxEmbed", "properties", "nickname_of_the_inbox"];

/** This repository as a clone has it, as before its first release, and with gates and tests that pass. */
async function createRepository(folder: string): Promise<Repository> {
  const repository = await openRepository(folder);
  const { root, run } = repository;
  await copyTree(repositoryRoot, root, process.env);
  for (const one of await publishedPackages(root)) {
    const text = JSON.stringify({ ...one.manifest, version: "0.1.0" }, null, 2);
    await writeFile(join(one.folder, "package.json"), `${text}\n`);
    await rm(join(one.folder, "CHANGELOG.md"), { force: true });
  }
  for (const name of await readdir(join(root, ".changeset"))) {
    if (name !== "config.json") await rm(join(root, ".changeset", name));
  }
  const tags = (await run("git", "tag", "--list")).split("\n").filter((tag) => tag !== "");
  if (tags.length > 0) await run("git", "tag", "--delete", ...tags);
  const manifest = JSON.parse(await repository.read("scripts/release/package.json"));
  const scripts = { ...manifest.scripts, gates: "echo" };
  await repository.write("scripts/release/package.json", JSON.stringify({ ...manifest, scripts }));
  const own = JSON.parse(await repository.read("package.json"));
  const quiet = { ...own, scripts: { ...own.scripts, check: "echo" } };
  await repository.write("package.json", JSON.stringify(quiet));
  await repository.commit("The tree before its first release");
  await run("pnpm", "install", "--frozen-lockfile", "--prefer-offline");
  return repository;
}
