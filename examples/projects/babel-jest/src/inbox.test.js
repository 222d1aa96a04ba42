import { createKapsoClient } from "@shared/kapso-client";
import { contentSecurityPolicy } from "@shared/kapso-client/embed";
import { startEmulator } from "@shared/kapso-emulator";
import { inboxUrl } from "./inbox";

test("a customer's inbox is opened", async () => {
  const emulator = await startEmulator();
  const baseUrl = emulator.url + emulator.basePath;
  const kapso = createKapsoClient({ baseUrl, apiKey: emulator.apiKey });
  const url = await inboxUrl(kapso, "550e8400-e29b-41d4-a716-446655440000");
  expect(contentSecurityPolicy(url)).toBe(`frame-src ${new URL(url).origin}`);
  await emulator.close();
});
