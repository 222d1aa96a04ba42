import { createKapsoClient } from "@shared/kapso-client";
import { iframeAttributes } from "@shared/kapso-client/embed";

// The key is in KAPSO_API_KEY. KAPSO_BASE_URL is for an emulator: without it, this is the real API.
const kapso = createKapsoClient({ baseUrl: process.env.KAPSO_BASE_URL });

const embed = await kapso.createInboxEmbed({
  scope_type: "project",
  name: "Support desk",
  allowed_origins: [new URL("https://desk.example.com")],
  expires_at: new Date(Date.now() + 24 * 60 * 60 * 1000),
});
console.log(`${embed.name} is ${embed.status}, for ${embed.allowed_origins.join(", ")}`);

// For the page that shows it. `src` opens the inbox without a login, so it is not printed.
const { src: _src, ...frame } = iframeAttributes(embed.embed_url, { title: "Customers" });
console.log(frame);

for await (const { name, status } of kapso.inboxEmbeds.list({ status: "active" })) {
  console.log("in the list:", name, status);
}
await kapso.inboxEmbeds.revoke(embed.id);
