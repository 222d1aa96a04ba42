import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome"];

/**
 * The browser that tests drive: `CHROMIUM`, or the first of the usual names on the PATH.
 * `undefined` if none is found; in CI a missing browser is an error.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const onPath = (env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [env["CHROMIUM"] || [], onPath].flat().find(isExecutable);
  if (found !== undefined) return found;
  const missing = `No Chromium: set CHROMIUM to its path, or install one of ${names.join(", ")}.`;
  if (env["CI"]) throw new Error(missing);
  console.warn(`${missing} The browser tests are skipped.`);
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** No start-up traffic: a test browser talks to loopback only. */
export const chromiumArguments: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
