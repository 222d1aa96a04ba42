import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runServer } from "verdaccio";

/** A publish is let through, cut off before it arrives, or cut off after. */
export type Fate = "accept" | "cut before" | "cut after";

export interface PrivateRegistry {
  url: string;
  /** Of the one user who may read and publish. */
  token: string;
  /** Decides on each publish; `nth` counts from 1 since it was set. */
  onPublish(decide: (nth: number, name: string) => Fate): void;
  /** Refuses every connection from now on, and cuts those that are open. */
  goDown(): void;
  /** Responds again, at the same address. */
  comeBack(): Promise<void>;
  /** A package as the registry itself has it, whatever the network does. */
  packument(name: string): Promise<Packument>;
  close(): Promise<void>;
}

export interface Packument {
  versions: Record<string, { dependencies?: Record<string, string>; dist: { tarball: string } }>;
  "dist-tags": Record<string, string>;
}

/** Verdaccio on loopback that shows nothing without a token, behind a network that can fail. */
export async function startPrivateRegistry(): Promise<PrivateRegistry> {
  const folder = await mkdtemp(join(tmpdir(), "private-registry-"));
  const verdaccio = await runServer({
    configPath: join(folder, "config.yaml"),
    self_path: folder,
    storage: join(folder, "storage"),
    // A signed token; by default each request would check a password, which costs most of its time.
    security: { api: { legacy: false, jwt: { sign: { expiresIn: "1h" } } } },
    auth: { htpasswd: { file: join(folder, "htpasswd") } },
    uplinks: {},
    packages: { "**": { access: "$authenticated", publish: "$authenticated" } },
    web: { enable: false },
    log: { type: "stdout", format: "pretty", level: "fatal" },
  } as unknown as Parameters<typeof runServer>[0]);
  verdaccio.listen(0, "127.0.0.1");
  await once(verdaccio, "listening");
  const { port } = verdaccio.address() as AddressInfo;

  let decide: (nth: number, name: string) => Fate = () => "accept";
  let count = 0;
  const network = createServer((incoming, outgoing) => {
    const name = decodeURIComponent(incoming.url?.slice(1) ?? "");
    const isPublish = incoming.method === "PUT" && !name.startsWith("-/");
    const fate = isPublish ? decide(++count, name) : "accept";
    forward(port, incoming, outgoing, fate);
  });
  network.listen(0, "127.0.0.1");
  await once(network, "listening");
  const outside = (network.address() as AddressInfo).port;
  const url = `http://127.0.0.1:${outside}/`;
  const token = await addUser(url, "releaser");

  return {
    url,
    token,
    onPublish: (next) => {
      decide = next;
      count = 0;
    },
    goDown: () => {
      network.close();
      network.closeAllConnections();
    },
    comeBack: async () => {
      network.listen(outside, "127.0.0.1");
      await once(network, "listening");
    },
    packument: async (name) => {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${url}${encodeURIComponent(name)}`, { headers });
      return (await response.json()) as Packument;
    },
    close: async () => {
      for (const server of [network, verdaccio]) {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function forward(port: number, from: IncomingMessage, to: ServerResponse, fate: Fate): void {
  if (fate === "cut before") return void from.socket.destroy();
  const { method, url: path, headers } = from;
  const onward = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
    if (fate === "cut after") return void response.resume().on("end", () => from.socket.destroy());
    to.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(to);
  });
  onward.on("error", () => from.socket.destroy());
  from.pipe(onward);
}

async function addUser(url: string, name: string): Promise<string> {
  const response = await fetch(`${url}-/user/org.couchdb.user:${name}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password: crypto.randomUUID() }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
}
