import webhooks = require("@shared/kapso-client/webhooks");
import description = require("@shared/kapso-types/openapi-platform.json");
import kapso = require("@shared/kapso-client");

export const client: kapso.KapsoClient = kapso.createKapsoClient({ apiKey: "key", description });
export const verify: typeof webhooks.verifyWebhook = webhooks.verifyWebhook;
