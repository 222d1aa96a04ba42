import { join } from "node:path";
import { FORMS } from "./consumer.ts";
import type { Settings } from "./program/check.ts";
import { run } from "./run-command.ts";

/** How a runtime is told to run a file, and to fetch nothing by itself. */
const ARGUMENTS: Record<string, readonly string[]> = {
  node: [],
  bun: ["--no-install"],
  deno: ["run", "--no-prompt", "--cached-only", "--allow-net"],
};

const REPORT = "--- report ---\n";

/** Runs the program on Node, Bun or Deno; what it printed, and its report. */
export async function runInProcess(
  tool: { id: string; path: string },
  form: "import" | "require",
  consumer: string,
  settings: Settings,
): Promise<{ printed: string; report: string }> {
  const given = ARGUMENTS[tool.id.split("-")[0] ?? ""] ?? [];
  const { stdout, stderr } = await run(
    tool.path,
    [...given, FORMS[form], JSON.stringify(settings)],
    { cwd: consumer, env: environment(consumer) },
  );
  const [printed = "", report] = stdout.split(REPORT);
  if (report === undefined) throw new Error(`${tool.id} gave no report:\n${stdout}${stderr}`);
  return { printed: printed + stderr, report };
}

/** Nothing of ours: no key, no proxy, no options for Node; and caches that end with the folder. */
export function environment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    HOME: folder,
    NO_COLOR: "1",
    DENO_DIR: join(folder, ".deno"),
    DENO_NO_UPDATE_CHECK: "1",
    BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0",
  };
}
