import type { Json } from "../json.ts";

/** A webhook to be sent to a service under test. */
export interface WebhookToSend {
  /** The URL to send to, `http:` or `https:`. */
  url: string;
  /** The webhook's secret, which the body is signed with. */
  secret: string;
  /** The event's name, such as `whatsapp.message.received`. */
  event: string;
  /** The content of the body; for a batch, the list of the contents of single webhooks. */
  data: Json;
  /**
   * Send `data` as one batch: `{ type, batch: true, data: […] }` with `X-Webhook-Batch: true`.
   * @default false
   */
  batch?: boolean;
  /**
   * How long an attempt may take, in milliseconds of real time.
   * @default 10_000, as documented
   */
  timeout?: number;
}

/** One try to deliver. */
export interface WebhookAttempt {
  /** The time by the emulator's clock, in ISO 8601. */
  at: string;
  /** The status of the response, if there was one. */
  status: number | undefined;
  /** Why there was no response. */
  error: string | undefined;
}

/** A delivery and its attempts so far. */
export interface SentWebhook {
  /** The value of `X-Idempotency-Key`, the same in every attempt. */
  id: string;
  /** The URL that it is sent to. */
  url: string;
  /** The event's name. */
  event: string;
  /** Whether it carries several events. */
  batch: boolean;
  /** `pending` while another attempt is due; `failed` when the last one has failed. */
  status: "pending" | "delivered" | "failed";
  /** Each try so far, oldest first. */
  attempts: readonly WebhookAttempt[];
}

/** Sends webhooks as the API does. */
export interface Webhooks {
  /**
   * Sends one, and resolves after the first attempt. A webhook whose response is not 200 is retried
   * after 10, 40 and 90 seconds on the emulator's clock.
   *
   * @throws Error when the webhook is not well-formed.
   */
  send(webhook: WebhookToSend): Promise<SentWebhook>;
  /** All deliveries since the start, oldest first. */
  list(): readonly SentWebhook[];
}
