import { spawn } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";

/** A server that a script of a project has started. */
export interface RunningServer extends AsyncDisposable {
  origin: string;
  /** The output until now. */
  printed(): string;
}

/** Starts a script on a port that the system chooses, and waits until it prints its address. */
export async function startServer(
  script: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<RunningServer> {
  // A separate group: npm does not end the server that it has started.
  const child = spawn("npm", ["run", "--silent", script], {
    cwd,
    env: { ...env, HOSTNAME: "127.0.0.1", PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = once(child, "close");
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
    await ended;
  };
  let printed = "";
  const origin = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed += stripVTControlCharacters(text);
        const [address] = /http:\/\/(?:localhost|127\.0\.0\.1):[1-9]\d*(?=\s)/.exec(printed) ?? [];
        if (address) resolve(address);
      });
    }
    ended.then(
      () => reject(new Error(`\`npm run ${script}\` ended before it listened:\n${printed}`)),
      reject,
    );
  });
  return { origin, printed: () => printed, [Symbol.asyncDispose]: stop };
}
