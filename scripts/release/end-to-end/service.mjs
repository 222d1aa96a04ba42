// A service's program in plain JavaScript. Prints what it got, or fails.
import { createKapsoClient, unwrap } from "@shared/kapso-client";
import { ensureInboxEmbed, memoryStore } from "@shared/kapso-embeds";
import { startEmulator } from "@shared/kapso-emulator";
import { specification } from "@shared/kapso-types";

const emulator = await startEmulator();
const kapso = createKapsoClient({
  apiKey: emulator.apiKey,
  baseUrl: `${emulator.url}/platform/v1`,
});
const created = await kapso.createInboxEmbed({ scope_type: "project", name: "Support" });
const kept = await ensureInboxEmbed({
  kapso,
  store: memoryStore(),
  deployment: "test",
  key: "customer:42",
  create: { scope_type: "project", name: "Desk" },
});
const listed = await unwrap(kapso.GET("/inbox_embeds"));
await emulator.close();
console.log(
  JSON.stringify({
    created: new URL(created.embed_url).protocol,
    kept: new URL(kept.embed_url).protocol,
    listed: listed.data.length,
    description: specification.sha256,
  }),
);
