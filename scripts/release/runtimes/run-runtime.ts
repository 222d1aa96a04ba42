import { once } from "node:events";
import { createServer } from "node:net";
import { startEmulator } from "@shared/kapso-emulator";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { environment, forms } from "./consumer.ts";
import { fetchBehaviourOf } from "./fetch-behaviour.ts";
import type { CheckResult, Report, Settings } from "./program/check.ts";
import type { InstalledTool } from "./tools.ts";
import { runOnWorkerd } from "./workerd.ts";

/** An installed runtime, or the Node that runs this. */
export type Runtime = Pick<InstalledTool, "id" | "label" | "path">;

/** The ways in which a runtime loads our packages; a worker is always bundled. */
export function formsOf(runtime: Runtime): ("import" | "require")[] {
  return runtime.id === "workerd" ? ["import"] : ["import", "require"];
}

/** Runs the smoke and fault program on a runtime, against its servers. */
export async function runRuntime(
  runtime: Runtime,
  form: "import" | "require",
  consumer: string,
): Promise<CheckResult[]> {
  const { close, ...servers } = await startServers();
  const settings = { ...servers, fetch: fetchBehaviourOf(runtime) };
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

/** Checked outside the program, since each runtime prints an object in its own way. */
function nothingSecret(printed: string, secrets: readonly string[]): CheckResult {
  const problem = !printed.includes("Printed")
    ? "the embed was not printed at all"
    : secrets.some((secret) => printed.includes(secret))
      ? "a key, a token or an embed's URL was printed"
      : undefined;
  return { group: "smoke", name: "nothing secret was printed", ...(problem && { problem }) };
}

/** The arguments with which a runtime runs a file and downloads nothing. */
const runtimeArguments: Record<string, readonly string[]> = {
  node: [],
  bun: ["--no-install"],
  deno: ["run", "--no-prompt", "--cached-only", "--allow-net"],
};

const reportMark = "--- report ---\n";

/** Runs the program on Node, Bun or Deno. */
async function runInProcess(
  tool: { id: string; path: string },
  form: "import" | "require",
  consumer: string,
  settings: Settings,
): Promise<{ printed: string; report: string }> {
  const given = runtimeArguments[tool.id.split("-")[0] ?? ""] ?? [];
  const { stdout, stderr } = await runCommand(
    tool.path,
    [...given, forms[form], JSON.stringify(settings)],
    { cwd: consumer, env: environment(consumer) },
  );
  const [printed = "", report] = stdout.split(reportMark);
  if (report === undefined) throw new Error(`${tool.id} gave no report:\n${stdout}${stderr}`);
  return { printed: printed + stderr, report };
}

/** Starts the servers of one run of the program, all on loopback. */
async function startServers(): Promise<Omit<Settings, "fetch"> & { close(): Promise<void> }> {
  const [here, elsewhere] = await Promise.all([startEmulator(), startEmulator()]);
  return {
    baseUrl: here.url + here.basePath,
    apiKey: here.apiKey,
    elsewhereUrl: elsewhere.url + elsewhere.basePath,
    refusedUrl: `http://127.0.0.1:${await unusedPort()}`,
    close: async () => {
      await Promise.all([here.close(), elsewhere.close()]);
    },
  };
}

/** A port that was the system's to give a moment ago; nothing listens on it. */
async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
