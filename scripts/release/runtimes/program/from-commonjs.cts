import type * as imported from "@shared/kapso-client" with { "resolution-mode": "import" };

import webhooks = require("@shared/kapso-client/webhooks");
import description = require("@shared/kapso-types/openapi-platform.json");
import kapso = require("@shared/kapso-client");

export const client: kapso.KapsoClient = kapso.createKapsoClient({ apiKey: "key", description });
export const verify: typeof webhooks.verifyWebhook = webhooks.verifyWebhook;

// The types of both builds fit each other.
export const toImported = (one: kapso.KapsoClient): imported.KapsoClient => one;
export const toRequired = (one: imported.KapsoClient): kapso.KapsoClient => one;
export const errorToImported = (one: kapso.KapsoError): imported.KapsoError => one;
export const errorToRequired = (one: imported.KapsoNotFoundError): kapso.KapsoNotFoundError => one;
