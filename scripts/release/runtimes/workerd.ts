import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { environment, forms } from "./consumer.ts";
import type { Settings } from "./program/check.ts";

/** A workerd that serves a configuration with a socket called `http`. */
export interface RunningWorkerd {
  origin: string;
  /** The output of the worker until now. */
  printed(): string;
  stop(): Promise<void>;
}

/** Starts workerd on a port that the system chooses, and waits until it listens. */
export async function startWorkerd(
  binary: string,
  folder: string,
  env: NodeJS.ProcessEnv = {},
): Promise<RunningWorkerd> {
  const serve = ["serve", "config.capnp", "--socket-addr=http=127.0.0.1:0", "--control-fd=3"];
  const child = spawn(binary, serve, {
    cwd: folder,
    env: { ...environment(folder), ...env },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const ended = once(child, "close");
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdio[3] as Readable }).on("line", (line) => {
      const message: { event: string; port?: number } = JSON.parse(line);
      if (message.event === "listen" && message.port) resolve(message.port);
    });
    ended.then(() => reject(new Error(`workerd ended before it listened:\n${printed}`)), reject);
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    printed: () => printed,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

const configuration = `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "local"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "${forms.worker}")],
  compatibilityDate = "2026-01-01",
);
`;

/** Runs the program in a worker. */
export async function runOnWorkerd(
  binary: string,
  consumer: string,
  settings: Settings,
): Promise<{ printed: string; report: string }> {
  await writeFile(join(consumer, "config.capnp"), configuration);
  const workerd = await startWorkerd(binary, consumer);
  try {
    const response = await fetch(workerd.origin, {
      method: "POST",
      body: JSON.stringify(settings),
    });
    const report = await response.text();
    if (!response.ok)
      throw new Error(`workerd responded with ${response.status}:\n${report}${workerd.printed()}`);
    return { printed: workerd.printed(), report };
  } finally {
    await workerd.stop();
  }
}
