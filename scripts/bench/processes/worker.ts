import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A separate process that handles one request at a time. */
export interface Worker<Request, Reply> extends AsyncDisposable {
  send(request: Request): Promise<Reply>;
}

/** Starts a module of `workers/`; it responds by {@link respondToRequests}. */
export function startWorker<Request, Reply>(
  file: URL,
  parameters: readonly string[] = [],
  nodeOptions: readonly string[] = [],
): Worker<Request, Reply> {
  const child = fork(file, parameters, { execArgv: [...nodeOptions], serialization: "advanced" });
  const ended = once(child, "exit");
  return {
    async send(request) {
      const reply = Promise.race([
        once(child, "message").then(([message]) => message as Reply),
        ended.then(([code]) => {
          throw new Error(`The worker ${file.pathname.split("/").at(-1)} ended (${code}).`);
        }),
      ]);
      child.send(request as Parameters<ChildProcess["send"]>[0]);
      return reply;
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

/** The worker's side. */
export function respondToRequests<Request, Reply>(
  respond: (request: Request) => Reply | Promise<Reply>,
): void {
  process.on("message", async (request) => {
    process.send?.(await respond(request as Request));
  });
}
