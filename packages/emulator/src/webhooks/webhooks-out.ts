import { createHmac, randomUUID } from "node:crypto";
import type { TimedClock } from "../clock.ts";
import { describeValue } from "../description/problems.ts";
import { isObject } from "../json.ts";
import type { SentWebhook, WebhookAttempt, Webhooks, WebhookToSend } from "./webhook.ts";

/** Webhooks, with a way to end them. */
export interface WebhooksOut extends Webhooks {
  clear(): void;
  /** Aborts the deliveries under way. */
  close(): void;
}

// The waits after failed attempts, as documented.
const waits = [10_000, 40_000, 90_000] as const;

export function createWebhooksOut(clock: TimedClock): WebhooksOut {
  const deliveries = new Map<string, SentWebhook>();
  const closing = new AbortController();

  async function attempt(webhook: WebhookToSend, body: string, id: string): Promise<void> {
    const at = clock.now().toISOString();
    const result = await post(webhook, body, id, closing.signal);
    const delivery = deliveries.get(id);
    // Forgotten by a reset in the meantime.
    if (!delivery) return;
    const attempts: readonly WebhookAttempt[] = [...delivery.attempts, { at, ...result }];
    const wait = waits[attempts.length - 1];
    const delivered = result.status === 200;
    const status = delivered ? "delivered" : wait === undefined ? "failed" : "pending";
    deliveries.set(id, { ...delivery, status, attempts });
    if (!delivered && wait !== undefined) clock.schedule(wait, () => attempt(webhook, body, id));
  }

  return {
    send: async (webhook) => {
      check(webhook);
      const { url, event, data, batch = false } = webhook;
      const id = randomUUID();
      const body = JSON.stringify(batch ? { type: event, batch: true, data } : data);
      const delivery: SentWebhook = { id, url, event, batch, status: "pending", attempts: [] };
      deliveries.set(id, delivery);
      await attempt(webhook, body, id);
      return deliveries.get(id) ?? delivery;
    },
    list: () => [...deliveries.values()],
    clear: () => deliveries.clear(),
    close: () => closing.abort(),
  };
}

/** `X-Webhook-Signature`: the hexadecimal HMAC-SHA256 of the raw body under the webhook's secret. */
function signWebhook(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

async function post(
  webhook: WebhookToSend,
  body: string,
  id: string,
  closing: AbortSignal,
): Promise<Omit<WebhookAttempt, "at">> {
  try {
    const response = await fetch(webhook.url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "kapso-emulator",
        "X-Webhook-Event": webhook.event,
        "X-Webhook-Signature": signWebhook(body, webhook.secret),
        "X-Idempotency-Key": id,
        ...(webhook.batch && { "X-Webhook-Batch": "true" }),
      },
      body,
      redirect: "manual",
      signal: AbortSignal.any([closing, AbortSignal.timeout(webhook.timeout ?? 10_000)]),
    });
    await response.body?.cancel();
    return { status: response.status, error: undefined };
  } catch (cause) {
    return { status: undefined, error: reason(cause) };
  }
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === "TimeoutError") return "The response did not come within the time limit.";
  const inner = cause.cause;
  return isObject(inner) && typeof inner["code"] === "string" ? inner["code"] : cause.message;
}

/** Checks a webhook that may have come over HTTP, where no type has checked it. */
function check(webhook: WebhookToSend): void {
  const { url, secret, event, data, batch } = webhook;
  if (typeof url !== "string" || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Error(`url must be an http or https URL, got ${describeValue(url)}.`);
  }
  if (typeof secret !== "string" || secret === "") {
    throw new Error("secret must be a non-empty string; it signs the body.");
  }
  // A header value cannot hold a line break, which would begin another header.
  if (typeof event !== "string" || !/^[\x21-\x7e]+$/.test(event)) {
    throw new Error(
      `event must be a name such as whatsapp.message.received, got ${describeValue(event)}.`,
    );
  }
  if (data === undefined) throw new Error("data is required: it becomes the webhook's body.");
  if (batch === true && !Array.isArray(data)) {
    throw new Error(`data must be a list for a batch, got ${describeValue(data)}.`);
  }
}
