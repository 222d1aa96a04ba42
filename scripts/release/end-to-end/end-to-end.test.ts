import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command } from "../command.ts";
import { readTarball } from "../tarball.ts";
import { createConsumer, install, PACKAGE_MANAGERS } from "./consumer.ts";
import { withLess, withMore } from "./description.ts";
import { type PrivateRegistry, startPrivateRegistry } from "./private-registry.ts";
import { CLOSED_GATE, createRepository, killHard, type Repository } from "./repository.ts";

const NAMES = [
  "@shared/kapso-types",
  "@shared/kapso-client",
  "@shared/kapso-embeds",
  "@shared/kapso-emulator",
];

// A rehearsal of a bump runs this repository's tests in a copy that git does not know.
const isRehearsal = process.env["KAPSO_REHEARSING"] !== undefined;

describe.skipIf(isRehearsal)("from this tree to a service", { timeout: 120_000 }, () => {
  let folder: string;
  let registry: PrivateRegistry;
  let repository: Repository;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "end-to-end-"));
    [registry, repository] = await Promise.all([startPrivateRegistry(), createRepository(folder)]);
  }, 120_000);

  afterAll(async () => {
    await registry?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  /** `{ types: "0.1.0", … }`: what `latest` is in the registry. */
  const latest = async () => {
    const tags = NAMES.map(async (name) => {
      const packument = await registry.packument(name);
      return [name.replace("@shared/kapso-", ""), packument["dist-tags"]?.["latest"]];
    });
    return Object.fromEntries(await Promise.all(tags));
  };
  const release = async (...words: string[]) => {
    const { code, output } = await repository.release(registry, ...words).ended;
    expect(output).not.toContain(registry.token);
    return { code, output };
  };

  test("a dry run of the first release names every package, and changes and publishes nothing", async () => {
    const { code, output } = await release("--dry-run");
    expect(output).toContain("Would publish 4 of 4 packages, in this order:");
    for (const name of NAMES) expect(output).toMatch(new RegExp(`${name} \\d`));
    expect(code).toBe(0);
    expect(await repository.run("git", "status", "--porcelain")).toBe("");
    expect(await latest()).toEqual({});
  });

  test("a stranger's token is refused before anything is published", async () => {
    const stranger = { url: registry.url, token: "stranger" };
    const { code, output } = await repository.release(stranger).ended;
    expect(output).toContain("does not accept NPM_TOKEN (401)");
    expect(code).toBe(1);
    expect(await latest()).toEqual({});
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

  test("a gate that is closed lets nothing out, and no gate is shown the token", async () => {
    await repository.write(CLOSED_GATE.path, CLOSED_GATE.content);
    await repository.commit("A gate that is closed");
    const { code, output } = await release();
    await repository.run("git", "revert", "--no-edit", "HEAD");
    expect(output).toContain("expected 'closed' to be 'open'");
    expect(code).toBe(1);
    expect(await latest()).toEqual({});
  });

  test("a release whose machine dies half-way is finished by the same command", async () => {
    const dying = repository.release(registry);
    registry.onPublish((nth) => {
      if (nth < 3) return "accept";
      killHard(dying);
      return "cut before";
    });
    expect((await dying.ended).code).toBe(null);
    registry.onPublish(() => "accept");
    expect(await latest()).toEqual({ types: "0.1.0", client: "0.1.0" });
    const [settings, ...others] = await leftBehind();
    expect(others).toEqual([]);
    expect(settings).toContain("@shared:registry=");
    expect(settings).not.toContain(registry.token);

    const { code, output } = await release();
    expect(output).toContain("Publishing 2 of 4 packages");
    expect(output.match(/already published, the same content/g)).toHaveLength(2);
    expect(code).toBe(0);
    expect(await latest()).toEqual(versions("0.1.0", "0.1.0"));
    expect(await tags()).toEqual(NAMES.map((name) => `${name}@0.1.0`).sort());
  });

  test("publishing the same versions again does nothing and says so", async () => {
    const { code, output } = await release();
    expect(output).toContain("Nothing to publish: the registry has every version.");
    expect(code).toBe(0);
  });

  test("nobody reads a package or its tarball without a token", async () => {
    const { versions } = await registry.packument("@shared/kapso-client");
    const tarball = versions["0.1.0"]?.dist.tarball ?? "";
    for (const address of [`${registry.url}@shared%2fkapso-client`, tarball]) {
      expect((await fetch(address)).status).toBe(401);
    }
  });

  test.each(Object.keys(PACKAGE_MANAGERS))(
    "a service installs them by %s and runs; a stranger cannot",
    async (name) => {
      const manager = name as keyof typeof PACKAGE_MANAGERS;
      const dependencies = Object.fromEntries(NAMES.map((name) => [name, "^0.1.0"]));
      const service = await createConsumer(folder, manager, registry, dependencies);
      await expect(install(service, manager, "stranger")).rejects.toThrow(/401|E401/);
      await install(service, manager, registry.token);
      const at = { cwd: service, env: process.env };
      expect(JSON.parse(await command("node", ["service.mjs"], at))).toMatchObject({
        created: "http:",
        kept: "http:",
        listed: 2,
      });
    },
  );

  test("an addition upstream is a patch of what it touches, and a cut connection is no obstacle", async () => {
    await regen(withMore);
    registry.onPublish((nth) => (nth === 1 ? "cut after" : "cut before"));
    const cut = await release();
    expect(cut.output).toContain("was not published");
    expect(cut.code).toBe(1);
    registry.onPublish(() => "accept");
    expect(await latest()).toEqual({ ...versions("0.1.0", "0.1.0"), types: "0.1.1" });

    const { code, output } = await release();
    expect(output).toContain("Publishing 1 of 4 packages");
    expect(code).toBe(0);
    expect(await latest()).toEqual(versions("0.1.1", "0.1.0"));
    const { dependencies } = await published("@shared/kapso-client", "0.1.1");
    expect(dependencies).toMatchObject({ "@shared/kapso-types": "^0.1.1" });
  });

  test("a break upstream is a minor, and everything that depends on it comes along", async () => {
    await regen(withLess);
    const { code, output } = await release();
    expect(output).toContain("Publishing 4 of 4 packages");
    expect(code).toBe(0);
    expect(await latest()).toEqual(versions("0.2.0", "0.1.1"));
    for (const name of NAMES) {
      const version = (await registry.packument(name))["dist-tags"]["latest"] ?? "";
      const { dependencies, changelog } = await published(name, version);
      expect(changelog).toContain(`## ${version}`);
      const ours = Object.entries(dependencies).filter(([other]) => NAMES.includes(other));
      for (const [, range] of ours) expect(range).toBe("^0.2.0");
      if (name !== "@shared/kapso-types") expect(ours.length).toBeGreaterThan(0);
    }
    const { changelog } = await published("@shared/kapso-types", "0.2.0");
    expect(changelog).toContain("nickname_of_the_inbox");
    expect(await repository.run("git", "status", "--porcelain")).toBe("");
  });

  test("a published version with other content is refused, and every file is named", async () => {
    const before = await repository.read("packages/client/README.md");
    await repository.write("packages/client/README.md", `${before}\nOne more line.\n`);
    await repository.commit("A change without a changeset");
    const { code, output } = await release();
    expect(output).toContain("@shared/kapso-client 0.2.0: README.md differs");
    expect(code).toBe(1);
    await repository.run("git", "revert", "--no-edit", "HEAD");
  });

  test("a snapshot of all packages goes under its own tag and leaves the tree as it was", async () => {
    const { code } = await release("--snapshot", "pr-12");
    expect(code).toBe(0);
    expect(await latest()).toEqual(versions("0.2.0", "0.1.1"));
    const snapshots = NAMES.map(
      async (name) => (await registry.packument(name))["dist-tags"]["pr-12"],
    );
    const [version = "", ...others] = new Set(await Promise.all(snapshots));
    expect(version).toMatch(/^0\.0\.0-pr-12-\d{14}$/);
    expect(others).toEqual([]);
    const { dependencies } = await published("@shared/kapso-client", version);
    expect(dependencies).toMatchObject({ "@shared/kapso-types": version });
    expect(await repository.run("git", "status", "--porcelain")).toBe("");
    expect((await tags()).filter((tag) => tag.includes("pr-12"))).toEqual([]);
  });

  /** Vendors a changed description by the regen script, and commits what it wrote. */
  async function regen(change: (description: string) => string): Promise<void> {
    const source = join(folder, "openapi-platform.yaml");
    await writeFile(source, change(await repository.read("specs/openapi-platform.yaml")));
    await repository.run("node", "scripts/regen/regen.ts", "--upstream", source, "--quiet");
    await repository.commit("A bump of the description");
  }

  /** From the tarball, as a consumer gets it. */
  async function published(name: string, version: string) {
    const { dist } = (await registry.packument(name)).versions[version] ?? {};
    const headers = { authorization: `Bearer ${registry.token}` };
    const response = await fetch(dist?.tarball ?? "", { headers });
    const files = await readTarball(Buffer.from(await response.arrayBuffer()));
    const manifest: { dependencies?: Record<string, string> } = JSON.parse(
      String(files.get("package.json")),
    );
    return {
      dependencies: manifest.dependencies ?? {},
      changelog: String(files.get("CHANGELOG.md")),
    };
  }

  /** The registry settings that a killed release left behind. */
  async function leftBehind(): Promise<string[]> {
    const { temporary } = repository;
    const folders = (await readdir(temporary)).filter((name) => name.startsWith("release-access-"));
    return Promise.all(folders.map((name) => readFile(join(temporary, name, "npmrc"), "utf8")));
  }

  async function tags(): Promise<string[]> {
    return (await repository.run("git", "tag", "--list", "@shared/*")).trim().split("\n").sort();
  }
});

/** What a spec bump releases, and what only comes along where a range asks for it. */
function versions(described: string, others: string) {
  return { types: described, client: described, embeds: others, emulator: others };
}
