import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { repositoryRoot } from "../packages.ts";
import type { PrivateRegistry } from "./private-registry.ts";

/** How a service installs, as in `examples/consumer`. */
export const packageManagers = {
  npm: {
    install: ["install", "--no-audit", "--no-fund", "--no-update-notifier", "--cache", "cache"],
    env: {},
  },
  pnpm: {
    install: ["install", "--cache-dir", "cache", "--store-dir", "store"],
    env: { NPM_CONFIG_USERCONFIG: "user.npmrc" },
  },
} as const;

/** A fresh folder with the example's files, routed to the registry; nothing is in its caches. */
export async function createConsumer(
  folder: string,
  manager: keyof typeof packageManagers,
  { url }: PrivateRegistry,
  dependencies: Record<string, string>,
  program: string,
): Promise<string> {
  const consumer = join(folder, `by-${manager}`);
  await mkdir(consumer);
  const example = join(repositoryRoot, "examples/consumer", manager);
  for (const name of await readdir(example)) {
    const text = await readFile(join(example, name), "utf8");
    // The example names the company's registry; its token line has the address without a protocol.
    const routed = text
      .replace(/(?<=:registry=)\S+/, url)
      .replace(/^\/\/\S+(?=:_authToken=)/m, url.replace("http:", ""));
    await writeFile(join(consumer, name), routed);
  }
  const manifest = { name: "service", private: true, type: "module", dependencies };
  await writeFile(join(consumer, "package.json"), JSON.stringify(manifest));
  await writeFile(join(consumer, "service.mjs"), program);
  return consumer;
}

/**
 * Installs by the named manager, with a token in the environment and nowhere else. Everything that
 * is not ours comes from where this machine gets its packages.
 */
export async function install(
  consumer: string,
  manager: keyof typeof packageManagers,
  token: string,
): Promise<void> {
  const { install: words, env } = packageManagers[manager];
  await runCommand(manager, words, { cwd: consumer, env: await consumerEnv(consumer, token, env) });
}

/** Runs a step of a service's pipeline, with the token in the environment. */
export async function runScript(
  script: string,
  consumer: string,
  token: string,
  settings: NodeJS.ProcessEnv,
): Promise<void> {
  const env = await consumerEnv(consumer, token, { ...settings, npm_config_cache: "cache" });
  await runCommand("bash", ["-e", "-o", "pipefail", "-c", script], { cwd: consumer, env });
}

async function consumerEnv(
  consumer: string,
  token: string,
  more: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const { stdout: registry } = await runCommand("npm", ["config", "get", "registry"], {
    cwd: consumer,
  });
  // Where npm runs this test, it tells its children where to look for what.
  const own = Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name));
  const usual = { ...Object.fromEntries(own), npm_config_registry: registry.trim() };
  return { ...usual, ...more, NPM_TOKEN: token };
}
