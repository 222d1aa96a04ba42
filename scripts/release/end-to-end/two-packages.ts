import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../packages.ts";
import { readCatalog } from "../runtimes/catalog.ts";
import { openRepository, type Repository } from "./repository.ts";

/** In the order of their dependencies. */
export const names = ["@shared/first", "@shared/second"];

const files: Readonly<Record<string, string>> = {
  ".gitignore": "node_modules/\ndist/\n.turbo/\n",
  "turbo.json": JSON.stringify({
    tasks: { build: { dependsOn: ["^build"], outputs: ["dist/**"] } },
  }),
  "package.json": JSON.stringify({
    name: "two-packages",
    private: true,
    scripts: { check: "node check.mjs" },
    devDependencies: { "@changesets/cli": "catalog:", turbo: "catalog:" },
    devEngines: { packageManager: { name: "pnpm", version: "^12.0.0", onFail: "ignore" } },
  }),
  "scripts/release/package.json": JSON.stringify({
    name: "@shared/release",
    private: true,
    scripts: { gates: "node gates.mjs" },
  }),
  "scripts/release/gates.mjs": "",
  "check.mjs": "",
  "packages/first/package.json": manifest("first", {}),
  "packages/first/src/index.js": 'export const first = "one";\n',
  "packages/second/package.json": manifest("second", { "@shared/first": "workspace:^" }),
  "packages/second/src/index.js":
    'import { first } from "@shared/first";\nexport const second = [first, "two"].join(" and ");\n',
  "packages/second/README.md": "# The second\n",
};

function manifest(name: string, dependencies: Record<string, string>): string {
  return JSON.stringify({
    name: `@shared/${name}`,
    version: "0.1.0",
    type: "module",
    exports: "./dist/index.js",
    files: ["dist", "CHANGELOG.md"],
    scripts: {
      build: "node -e \"fs.cpSync('src', 'dist', { recursive: true })\"",
      prepublishOnly: "node -e \"console.error('Use pnpm release.'); process.exit(1)\"",
    },
    dependencies,
  });
}

/** A repository like this one, with two small packages in which the second imports the first. */
export async function createTwoPackages(folder: string): Promise<Repository> {
  const repository = await openRepository(folder);
  const { root, run, write, commit } = repository;
  await mkdir(root);
  const catalog = await readCatalog();
  const tools = ["@changesets/cli", "turbo"].map((name) => `  "${name}": ${catalog[name]}\n`);
  // Dependencies are links to pnpm's store, since each release installs them in a copy.
  const workspace = `enableGlobalVirtualStore: true
packages: [packages/*, scripts/*]
catalog:\n${tools.join("")}`;
  for (const [path, content] of Object.entries({ ...files, "pnpm-workspace.yaml": workspace })) {
    await write(path, content);
  }
  // The versions that this repository has, so that nothing is resolved again.
  await cp(join(repositoryRoot, "pnpm-lock.yaml"), join(root, "pnpm-lock.yaml"));
  await cp(join(repositoryRoot, ".changeset/config.json"), join(root, ".changeset/config.json"));
  await run("git", "init", "--quiet", "--initial-branch", "main");
  await run("pnpm", "install", "--no-frozen-lockfile", "--prefer-offline");
  await commit("The tree before its first release");
  return repository;
}

/** A gate that rejects everything, and shows the token if it has it. */
export const closedGate = {
  path: "scripts/release/gates.mjs",
  content: 'throw new Error(process.env.NPM_TOKEN ?? "the gate is closed");\n',
};

/** A test that fails. */
export const failingTest = {
  path: "check.mjs",
  content: 'throw new Error(process.env.NPM_TOKEN ?? "one and one is three");\n',
};
