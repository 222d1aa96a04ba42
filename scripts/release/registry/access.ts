import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Registry } from "./registry.ts";

/** A registry, and an environment in which pnpm sends the scope to it, with the token. */
export interface RegistryAccess {
  registry: Registry;
  env: NodeJS.ProcessEnv;
}

/**
 * Gives `work` access to the registry, by a separate user configuration: pnpm expands no variables in a
 * repository's `.npmrc`. The file names the token's variable, so that the token itself is on no
 * disk, whatever ends this process.
 */
export async function withRegistryAccess<Result>(
  registry: Registry,
  scope: string,
  env: NodeJS.ProcessEnv,
  work: (access: RegistryAccess) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "release-access-"));
  const file = join(folder, "npmrc");
  try {
    const settings = await ownSettings(env);
    await writeFile(file, `${settings}${routing(registry, scope)}`, { mode: 0o600 });
    const access = {
      ...env,
      NO_COLOR: "1",
      NPM_TOKEN: registry.token,
      NPM_CONFIG_USERCONFIG: file,
      // `npm run` sets this one, and it would win.
      npm_config_userconfig: file,
    };
    return await work({ registry, env: access });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function routing({ url }: Registry, scope: string): string {
  const place = url.replace(/^https?:/, "");
  return `${scope}:registry=${url}\n${place}:_authToken=\${NPM_TOKEN}\n`;
}

/** The default registry, proxy or certificate of this machine, but no tokens and no routes. */
async function ownSettings(env: NodeJS.ProcessEnv): Promise<string> {
  const { npm_config_userconfig, NPM_CONFIG_USERCONFIG } = env;
  const path = npm_config_userconfig ?? NPM_CONFIG_USERCONFIG ?? join(homedir(), ".npmrc");
  const text = await readFile(path, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => /^[a-z-]+(\[\])?\s*=/.test(line.trim()))
    .map((line) => `${line.trim()}\n`)
    .join("");
}
