import { once } from "node:events";
import { createServer } from "node:net";
import { startEmulator } from "@shared/kapso-emulator";
import type { Settings } from "./program/check.ts";

/** Starts what one run of the program talks to, all of it on loopback. */
export async function startServers(): Promise<
  Omit<Settings, "fetch"> & { close(): Promise<void> }
> {
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

/** A port that was the system's to give a moment ago, and is listened on by nobody. */
async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
