import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { App } from "./app.ts";

/** An HTTP server on the loopback interface. */
export interface Listening {
  origin: string;
  close(): Promise<void>;
}

/**
 * Serves an app on 127.0.0.1.
 *
 * @throws Error when the port cannot be had; the sentence names it.
 */
export async function listen(app: App, port: number): Promise<Listening> {
  // The emulator shares a process with the code under test, whose globals are not its to replace.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(
        new Error(
          `The emulator cannot listen on 127.0.0.1:${port} (${cause.message}). Choose another port, or 0 for a free one.`,
          { cause },
        ),
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
