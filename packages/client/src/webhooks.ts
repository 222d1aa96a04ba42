export type { RawBody } from "./webhooks/signature.ts";
export {
  signWebhook,
  type TestDelivery,
  verifyWebhook,
  type Webhook,
  type WebhookDelivery,
  type WebhookHeaders,
} from "./webhooks/verify-webhook.ts";
export {
  isKapsoSignatureError,
  KapsoSignatureError,
  type SignatureProblem,
} from "./webhooks/webhook-error.ts";
