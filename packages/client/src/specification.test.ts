import { specification } from "@shared/kapso-types";
import { expect, it } from "vitest";
import { createVerbs } from "./calls/verbs.ts";
import { json, plantedKey, startServer } from "./testing/server.ts";

it("sends the key in the header, to the base URL, that the specification names", async () => {
  expect(specification).toMatchObject({
    baseUrl: "https://api.kapso.ai/platform/v1",
    keyHeader: "X-API-Key",
  });
  const moved = { ...specification };
  const server = await startServer((_, response) => json(response, 200, {}));
  try {
    Object.assign(specification, { keyHeader: "X-Auth-Key" });
    const verbs = createVerbs({ apiKey: plantedKey, baseUrl: server.baseUrl }, undefined);
    await (verbs as unknown as { GET(path: string): Promise<unknown> }).GET("/things");
    expect(server.seen[0]?.headers["x-auth-key"]).toBe(plantedKey);
    expect(server.seen[0]?.headers).not.toHaveProperty("x-api-key");
    Object.assign(specification, { keyHeader: null });
    for (const given of [{}, { specification: {} as typeof specification }]) {
      expect(() =>
        createVerbs({ apiKey: plantedKey, baseUrl: server.baseUrl, ...given }, undefined),
      ).toThrow("no API key in a header");
    }
  } finally {
    Object.assign(specification, moved);
    await server.close();
  }
});
