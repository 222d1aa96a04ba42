import { mannersOf } from "./fetch-manners.ts";
import type { InstalledTool } from "./install-tools.ts";
import type { CheckResult, Report } from "./program/check.ts";
import { runInProcess } from "./run-in-process.ts";
import { runOnWorkerd } from "./run-on-workerd.ts";
import { startServers } from "./servers.ts";

/** What is run on: a tool, or the Node that runs this. */
export type Runtime = Pick<InstalledTool, "id" | "label" | "path">;

/** The ways in which a runtime loads our packages; a worker is always bundled. */
export function formsOf(runtime: Runtime): ("import" | "require")[] {
  return runtime.id === "workerd" ? ["import"] : ["import", "require"];
}

/** Runs the smoke and fault program on a runtime, against servers of its own. */
export async function runRuntime(
  runtime: Runtime,
  form: "import" | "require",
  consumer: string,
): Promise<CheckResult[]> {
  const { close, ...servers } = await startServers();
  const settings = { ...servers, fetch: mannersOf(runtime) };
  try {
    const { printed, report } =
      runtime.id === "workerd"
        ? await runOnWorkerd(runtime.path, consumer, settings)
        : await runInProcess(runtime, form, consumer, settings);
    const { results, secrets }: Report = JSON.parse(report);
    return [...results, nothingSecret(printed, secrets)];
  } finally {
    await close();
  }
}

/** Judged from outside, since how a runtime prints an object is its own affair. */
function nothingSecret(printed: string, secrets: readonly string[]): CheckResult {
  const problem = !printed.includes("Printed")
    ? "the embed was not printed at all"
    : secrets.some((secret) => printed.includes(secret))
      ? "a key, a token or an embed's URL was printed"
      : undefined;
  return { group: "smoke", name: "nothing secret was printed", ...(problem && { problem }) };
}
