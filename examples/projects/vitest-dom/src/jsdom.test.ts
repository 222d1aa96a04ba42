// @vitest-environment jsdom
import { createKapsoClient } from "@shared/kapso-client";
import { startEmulator } from "@shared/kapso-emulator";
import { expect, test } from "vitest";

test("a call goes through in a suite with a document", async () => {
  expect(document.title).toBe("");
  const emulator = await startEmulator();
  const baseUrl = emulator.url + emulator.basePath;
  const kapso = createKapsoClient({ baseUrl, apiKey: emulator.apiKey });
  const embed = await kapso.createInboxEmbed({ scope_type: "project" });
  expect(embed.status).toBe("active");
  await emulator.close();
});
