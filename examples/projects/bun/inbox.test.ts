import { expect, test } from "bun:test";
import { createKapsoClient } from "@shared/kapso-client";
import { startEmulator } from "@shared/kapso-emulator";
import { nameInbox } from "./inbox";

test("an inbox is made, and revoked", async () => {
  const emulator = await startEmulator();
  const baseUrl = emulator.url + emulator.basePath;
  const kapso = createKapsoClient({ baseUrl, apiKey: emulator.apiKey });
  expect(await nameInbox(kapso)).toBe("Support desk was made, and revoked again.");
  await emulator.close();
});
