import { createHmac } from "node:crypto";

/** `X-Webhook-Signature`: the hexadecimal HMAC-SHA256 of the raw body under the webhook's secret. */
export function signWebhook(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}
