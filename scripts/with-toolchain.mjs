// @ts-check
// Runs a root script with Node and pnpm, dependencies installed. The majors must fit; where one does
// not, the exact versions of .node-version and package.json are brought along. Plain JavaScript, since it
// is what a fresh machine (git, npm, any Node >= 18) runs before anything else is there.
//
//   node scripts/with-toolchain.mjs <root script> [its arguments]

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** @param {string} path */
const read = (path) => readFileSync(join(root, path), "utf8");
/** @type {string} */
const nodeVersion = read(".node-version").trim();
/** @type {string} */
const pnpmVersion = JSON.parse(read("package.json")).devEngines.packageManager.version;
const NODE_MAJOR = Number.parseInt(nodeVersion, 10);
const PNPM_MAJOR = Number.parseInt(pnpmVersion, 10);
const onWindows = process.platform === "win32";

const [script, ...rest] = process.argv.slice(2);
if (script === undefined) {
  console.error("usage: node scripts/with-toolchain.mjs <root script> [arguments]");
  process.exit(2);
}
const scriptArguments = rest[0] === "--" ? rest.slice(1) : rest;

const BROUGHT = "KAPSO_TOOLCHAIN_BROUGHT";
const environment = { ...process.env, [BROUGHT]: "1", TURBO_TELEMETRY_DISABLED: "1" };

/**
 * @param {string} command
 * @param {string[]} commandArguments
 * @param {{ quiet?: boolean }} [options] quiet: print only when it fails
 */
function run(command, commandArguments, { quiet = false } = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, commandArguments, {
    cwd: root,
    env: environment,
    stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    encoding: "utf8",
    shell: onWindows,
  });
  if (error) {
    console.error(`Could not start ${command}: ${error.message}`);
    process.exit(1);
  }
  if (status === 0) return;
  if (quiet) process.stderr.write(`${stdout}${stderr}`);
  process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}

function pnpmFits() {
  const { stdout } = spawnSync("pnpm", ["--version"], { encoding: "utf8", shell: onWindows });
  return Number.parseInt(stdout ?? "", 10) >= PNPM_MAJOR;
}

const nodeFits = Number.parseInt(process.versions.node, 10) >= NODE_MAJOR;
if (nodeFits && pnpmFits()) {
  run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], { quiet: true });
  run("pnpm", ["--silent", "run", script, ...scriptArguments]);
} else if (process.env[BROUGHT]) {
  console.error(
    `npx was to bring Node ${NODE_MAJOR} and pnpm ${PNPM_MAJOR}, but Node ${process.versions.node} still comes first on the PATH. Install both by hand and run this again.`,
  );
  process.exit(1);
} else {
  const packages = ["-p", `node@${nodeVersion}`, "-p", `pnpm@${pnpmVersion}`];
  const self = [fileURLToPath(import.meta.url), script, ...scriptArguments];
  run("npx", ["--yes", "--prefer-offline", ...packages, "--", "node", ...self]);
}
