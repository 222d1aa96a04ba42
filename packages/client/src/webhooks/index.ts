export type { RawBody } from "./signature.ts";
export {
  signWebhook,
  type TestDelivery,
  verifyWebhook,
  type Webhook,
  type WebhookDelivery,
  type WebhookHeaders,
} from "./verify-webhook.ts";
export {
  isKapsoSignatureError,
  KapsoSignatureError,
  type SignatureProblem,
} from "./webhook-error.ts";
