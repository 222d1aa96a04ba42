import { execFile } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmulator } from "@shared/kapso-emulator";
import { startForwardProxy } from "./forward-proxy.ts";
import {
  hasOwnTransport,
  isMocked,
  isVitest,
  needsDatabase,
  needsProxy,
  type Program,
} from "./programs.ts";

const vitest = join(
  dirname(fileURLToPath(import.meta.resolve("vitest/package.json"))),
  "vitest.mjs",
);

/** An example that does not end by itself is one that a reader waits for as well. */
const timeLimit = 45_000;

/**
 * Runs a program to its end, against a new emulator that has one embed.
 * Resolves to what went wrong, as the reader would see it.
 */
export async function run({ file, name, block }: Program): Promise<string | undefined> {
  await using kapso = await startEmulator({
    things: { "/inbox_embeds": [{ inbox_embed: { scope_type: "project" } }] },
  });
  await using proxy = needsProxy(block) ? await startForwardProxy() : undefined;
  const { DATABASE_URL, ...env } = process.env;
  const settings = {
    timeout: timeLimit,
    env: {
      ...env,
      ...(needsDatabase(block) && { DATABASE_URL }),
      KAPSO_API_KEY: kapso.apiKey,
      KAPSO_EMULATOR: kapso.url,
      KAPSO_WEBHOOK_SECRET: "example-secret",
      ...((proxy || hasOwnTransport(block)) && {
        KAPSO_BASE_URL: `${kapso.url}${kapso.basePath}`,
      }),
      ...(proxy && {
        HTTP_PROXY: proxy.url,
        HTTPS_PROXY: proxy.url,
        NO_PROXY: "",
        ...(block.words.includes("env-proxy") && { NODE_USE_ENV_PROXY: "1" }),
      }),
    },
  };
  const toTheEmulator = ["--import", join(import.meta.dirname, "to-the-emulator.ts")];
  const words = isVitest(block)
    ? [vitest, "run", "--root", dirname(file), basename(file)]
    : [...(proxy || isMocked(block) ? [] : toTheEmulator), file];
  return await new Promise((resolve) => {
    execFile(process.execPath, words, settings, (error, _stdout, stderr) => {
      if (!error && proxy?.passed === 0) resolve(`${name}: did not go through the proxy`);
      else if (!error) resolve(undefined);
      else resolve(`${name}: ${error.killed ? `not done after ${timeLimit} ms` : errorIn(stderr)}`);
    });
  });
}

/** The error itself, without the stack and the properties that are printed after it. */
function errorIn(stderr: string): string {
  return /^\S*(Error|Warning)\b.*$/m.exec(stderr)?.[0] ?? stderr;
}
