import { createKapsoClient } from "@shared/kapso-client";
import { startEmulator } from "@shared/kapso-emulator";
import { nameInbox } from "./inbox.ts";

Deno.test("an inbox is made, and revoked", async () => {
  const emulator = await startEmulator();
  const baseUrl = emulator.url + emulator.basePath;
  const kapso = createKapsoClient({ baseUrl, apiKey: emulator.apiKey });
  const said = await nameInbox(kapso);
  if (said !== "Support desk was made, and revoked again.") throw new Error(said);
  await emulator.close();
});
