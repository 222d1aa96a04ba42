import type { Json } from "../json.ts";

/** A webhook to be sent to a service under test. */
export type WebhookToSend = {
  /** Where it goes, `http:` or `https:`. */
  readonly url: string;
  /** The webhook's secret, which the body is signed with. */
  readonly secret: string;
  /** The event's name, such as `whatsapp.message.received`. */
  readonly event: string;
  /** What the body holds; for a batch, the list of what the single ones would hold. */
  readonly data: Json;
  /**
   * Send `data` as one batch: `{ type, batch: true, data: […] }` with `X-Webhook-Batch: true`.
   * @default false
   */
  readonly batch?: boolean;
  /**
   * How long an attempt may take, in milliseconds of real time.
   * @default 10_000, as documented
   */
  readonly timeout?: number;
};

/** One try to deliver. */
export type WebhookAttempt = {
  /** By the emulator's clock, in ISO 8601. */
  readonly at: string;
  /** The status that was answered, if any was. */
  readonly status: number | undefined;
  /** Why nothing was answered. */
  readonly error: string | undefined;
};

/** A delivery and how it went so far. */
export type SentWebhook = {
  /** What `X-Idempotency-Key` says, the same in every attempt. */
  readonly id: string;
  /** Where it goes. */
  readonly url: string;
  /** The event's name. */
  readonly event: string;
  /** Whether it carries several events. */
  readonly batch: boolean;
  /** `pending` while another attempt is due; `failed` when the last one has failed. */
  readonly status: "pending" | "delivered" | "failed";
  /** Each try so far, oldest first. */
  readonly attempts: readonly WebhookAttempt[];
};

/** Sends webhooks as the API would. */
export type Webhooks = {
  /**
   * Sends one, and resolves after the first attempt. What is not answered with 200 is sent again
   * after 10, 40 and 90 seconds on the emulator's clock.
   *
   * @throws Error with a sentence when the webhook is not well-formed.
   */
  readonly send: (webhook: WebhookToSend) => Promise<SentWebhook>;
  /** All deliveries since the start, oldest first. */
  readonly list: () => readonly SentWebhook[];
};
