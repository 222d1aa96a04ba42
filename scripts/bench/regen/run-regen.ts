import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../paths.ts";

export interface RegenSample {
  seconds: number;
  /** The usage of the script's process, without the formatter that it starts. */
  cpuSeconds: number;
  peakMebibytes: number;
}

/** Runs the script as `pnpm regen` does, on a separate tree. */
export async function runRegen(root: string, words: readonly string[]): Promise<RegenSample> {
  const usage = join(root, "usage.json");
  const hook = new URL("report-usage.mjs", import.meta.url).href;
  const script = join(repositoryRoot, "scripts/regen/regen.ts");
  const began = performance.now();
  const child = spawn(process.execPath, ["--import", hook, script, "--root", root, ...words], {
    env: { ...process.env, BENCH_USAGE: usage },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    errors += chunk;
  });
  const [code] = await once(child, "close");
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0) throw new Error(`pnpm regen ${words.join(" ")} ended with ${code}:\n${errors}`);
  const { peakKilobytes, cpuSeconds } = JSON.parse(await readFile(usage, "utf8"));
  return { seconds, cpuSeconds, peakMebibytes: peakKilobytes / 1024 };
}
