import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { request } from "undici";

/** A program that serves a spec. */
export interface MockServer {
  name: string;
  ours?: boolean;
  command: string;
  parameters(document: string, port: number): string[];
  /** Matches a line that it prints when it listens. */
  ready: RegExp;
  /** The base path of the spec's paths. */
  basePath: string;
}

export interface RunningMock extends AsyncDisposable {
  send(): Promise<void>;
  /** From the start of the process to its first response. */
  startMilliseconds: number;
}

/** The POST that is sent in each round. It must be valid. */
export interface Question {
  document: string;
  path: string;
  body: object;
}

/** Starts the program and waits for its first response. */
export async function startMock(
  mock: MockServer,
  { document, path, body }: Question,
): Promise<RunningMock> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [mock.command, ...mock.parameters(document, port)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(child, "exit");
  const send = async (): Promise<void> => {
    const response = await request(`http://127.0.0.1:${port}${mock.basePath}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": "bench-key" },
      body: JSON.stringify(body),
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) {
      throw new Error(`${mock.name} responded with ${response.statusCode}: ${text}`);
    }
  };
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  try {
    await new Promise<void>((resolve, reject) => {
      // The lines are read until it ends; otherwise its pipe fills up.
      createInterface({ input: child.stdout }).on("line", (line) => {
        if (mock.ready.test(line)) resolve();
      });
      void ended.then(([code]) => reject(new Error(`${mock.name} ended (${code}).`)));
    });
    await send();
    const startMilliseconds = performance.now() - began;
    return { send, startMilliseconds, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}
