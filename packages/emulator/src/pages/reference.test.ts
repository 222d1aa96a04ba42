import { expect, it } from "vitest";
import { prepareDescription } from "../description/description.ts";
import { createReference } from "../http/reference.ts";
import { depotDescription } from "../testing/depot-description.ts";
import { emulatorForTest } from "../testing/emulator.ts";

it("says which package to install when the reference's program is missing", async () => {
  const app = createReference({
    description: prepareDescription(depotDescription),
    apiKey: "key",
    sameSite: (_, next) => next(),
    origin: () => "http://127.0.0.1",
    readScript: async () => undefined,
  });
  const response = await app.request("/");
  expect(response.status).toBe(501);
  expect(await response.text()).toContain("npm install --save-dev @scalar/api-reference");
});

it("keeps other web sites from the reference, which holds the API key", async () => {
  const emulator = await emulatorForTest({ spec: depotDescription });
  const response = await fetch(`${emulator.url}/_emulator/reference`, {
    headers: { Origin: "https://evil.example" },
  });
  expect(response.status).toBe(403);
});
