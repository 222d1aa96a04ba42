const { createKapsoClient, isKapsoNotFoundError } = require("@shared/kapso-client");
const { signWebhook, verifyWebhook } = require("@shared/kapso-client/webhooks");

async function main() {
  // The key is in KAPSO_API_KEY. KAPSO_BASE_URL is for an emulator: without it, this is the real API.
  const kapso = createKapsoClient({ baseUrl: process.env.KAPSO_BASE_URL });

  const embed = await kapso.createInboxEmbed({ scope_type: "project", name: "Support desk" });
  console.log(`${embed.name} is ${embed.status}`);
  await kapso.inboxEmbeds.revoke(embed.id);

  try {
    await kapso.inboxEmbeds.get("00000000-0000-4000-8000-000000000000");
  } catch (error) {
    if (!isKapsoNotFoundError(error)) throw error;
    console.log(error.name, error.status);
  }

  const secret = "shared-secret";
  const payload = { message: { text: "Hello" } };
  const delivery = await signWebhook({ payload, secret, event: "whatsapp.message.received" });
  const { event, events } = await verifyWebhook({ ...delivery, secret });
  console.log(event, events.length);
}

main();
