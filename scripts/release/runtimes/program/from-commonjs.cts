import kapso = require("@shared/kapso-client");
import webhooks = require("@shared/kapso-client/webhooks");

export const client: kapso.KapsoClient = kapso.createKapsoClient({ apiKey: "key" });
export const verify: typeof webhooks.verifyWebhook = webhooks.verifyWebhook;
