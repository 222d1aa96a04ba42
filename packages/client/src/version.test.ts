import { readFile } from "node:fs/promises";
import { specification } from "@shared/kapso-types";
import { afterEach, expect, it } from "vitest";
import { json, plantedKey, startServer, type TestServer, untyped } from "./testing/server.ts";

let server: TestServer | undefined;
afterEach(() => server?.close());

it("says which package and which OpenAPI document a request came from, as built", async () => {
  const { version } = JSON.parse(
    await readFile(new URL("../package.json", import.meta.url), "utf8"),
  );
  const built = new URL("../dist/index.js", import.meta.url).href;
  const { createKapsoClient } = (await import(
    /* @vite-ignore */ built
  )) as typeof import("./index.ts");
  server = await startServer((_, response) => json(response, 200, {}));
  const { GET } = untyped(createKapsoClient({ apiKey: plantedKey, baseUrl: server.baseUrl }));
  await GET("/things");
  await GET("/things", {}, { headers: { "user-agent": "my-service/1" } });
  expect(server.seen.map(({ headers }) => headers["user-agent"])).toEqual([
    `kapso-client/${version} (openapi-platform; ${specification.version}; ${specification.sha256.slice(0, 12)})`,
    "my-service/1",
  ]);
});
