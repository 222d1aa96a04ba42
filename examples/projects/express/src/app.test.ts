import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createKapsoClient } from "@shared/kapso-client";
import { memoryStore } from "@shared/kapso-embeds";
import { type Emulator, startEmulator } from "@shared/kapso-emulator";
import { createApp } from "./app";

let kapso: Emulator;
let server: Server;
let url: string;

beforeAll(async () => {
  kapso = await startEmulator();
  const baseUrl = kapso.url + kapso.basePath;
  const app = createApp(createKapsoClient({ baseUrl, apiKey: kapso.apiKey }), memoryStore());
  await new Promise<void>((resolve) => {
    server = app.listen(0, "127.0.0.1", () => resolve());
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await kapso.close();
});

test("two visits show one embed", async () => {
  const visit = async () => (await fetch(`${url}/inbox`)).json();
  const first = await visit();
  expect(first).toEqual({ url: expect.stringContaining("/embed/") });
  expect(await visit()).toEqual(first);
});
