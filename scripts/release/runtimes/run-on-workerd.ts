import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FORMS } from "./consumer.ts";
import type { Settings } from "./program/check.ts";
import { PATIENCE } from "./run-command.ts";
import { startWorkerd } from "./workerd.ts";

const CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "local"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "${FORMS.worker}")],
  compatibilityDate = "2026-01-01",
);
`;

/** Runs the program in a worker; what it printed, and its report. */
export async function runOnWorkerd(
  binary: string,
  consumer: string,
  settings: Settings,
): Promise<{ printed: string; report: string }> {
  await writeFile(join(consumer, "config.capnp"), CONFIGURATION);
  const workerd = await startWorkerd(binary, consumer);
  try {
    const answer = await fetch(workerd.origin, {
      method: "POST",
      body: JSON.stringify(settings),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const report = await answer.text();
    if (!answer.ok)
      throw new Error(`workerd answered ${answer.status}:\n${report}${workerd.printed()}`);
    return { printed: workerd.printed(), report };
  } finally {
    await workerd.stop();
  }
}
