import { tagOf } from "../errors/describe-value.ts";
import { KapsoInputError } from "../errors/error-classes.ts";
import { isSignedBy, parseSignature, type RawBody, sign } from "./signature.ts";
import { KapsoSignatureError } from "./webhook-error.ts";

/** Headers as `Request` has them, or as Node's servers and most frameworks do. */
export type WebhookHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A delivery, as it arrived. */
export interface WebhookDelivery {
  /** The body exactly as it came, before any parser: the signature is over these bytes. */
  body: RawBody;
  /** The headers as they came: signature, event and idempotency key are read. */
  headers: WebhookHeaders;
  /** The webhook's secret; several while it is being changed, of which one must fit. */
  secret: string | readonly string[];
}

/** A delivery whose signature was right. */
export interface Webhook {
  /**
   * The event's name (`X-Webhook-Event`; of a batch the `type` in its body). The header is not
   * covered by the signature: do not let it decide what anyone may do.
   */
  event: string | undefined;
  /** The same in every retry of a delivery: store it, in order to act only once. */
  idempotencyKey: string | undefined;
  /** Whether several events came in one delivery. */
  batch: boolean;
  /** The events: of a batch its `data`, otherwise the one payload. */
  events: unknown[];
  /** The whole body, parsed. */
  payload: unknown;
}

/**
 * Checks that a webhook delivery is Kapso's and unchanged, and takes it apart.
 *
 * The signature is `X-Webhook-Signature`: HMAC-SHA256 of the raw body under the webhook's secret,
 * in hexadecimal. It covers no time, so store `idempotencyKey` to notice a retry. Kapso
 * expects a 200 within 10 seconds, and retries after 10, 40 and 90.
 *
 * @throws KapsoSignatureError when the signature is missing, malformed or wrong; respond with 401
 * @throws KapsoInputError when the body was parsed before it came here, or is not JSON
 * @throws KapsoConfigurationError when a secret is empty or has white space around it
 * @example
 * ```ts
 * import { isKapsoSignatureError, verifyWebhook } from "@shared/kapso-client/webhooks";
 *
 * export async function receive(request: Request, secret: string): Promise<Response> {
 *   try {
 *     const body = await request.arrayBuffer();
 *     const { event, events } = await verifyWebhook({ body, headers: request.headers, secret });
 *     console.log(event, events.length);
 *     return new Response(null, { status: 200 });
 *   } catch (error) {
 *     if (isKapsoSignatureError(error)) return new Response(null, { status: 401 });
 *     throw error;
 *   }
 * }
 * ```
 */
export async function verifyWebhook({ body, headers, secret }: WebhookDelivery): Promise<Webhook> {
  if (typeof body !== "string" && tagOf(body) !== "ArrayBuffer" && !ArrayBuffer.isView(body)) {
    throw new KapsoInputError(
      "body",
      "The body must be what arrived, as a string or bytes, since the signature is over that; a parsed one came. Read the raw body before any JSON parser does.",
    );
  }
  const given = headerOf(headers, "x-webhook-signature");
  if (!given) {
    throw new KapsoSignatureError(
      "missing",
      "The delivery has no X-Webhook-Signature header, so it is not from Kapso, or something before this service cut it off.",
    );
  }
  const signature = parseSignature(given);
  if (!signature) {
    throw new KapsoSignatureError(
      "malformed",
      `X-Webhook-Signature must be 64 hexadecimal digits; ${given.length} characters came.`,
    );
  }
  // Neither `undefined` nor an empty list is a secret that another delivery could be signed with.
  const secrets = secret?.length ? [secret].flat() : [""];
  if (!(await isSignedBy(body, signature, secrets))) {
    throw new KapsoSignatureError(
      "mismatch",
      `X-Webhook-Signature is not that of this body under ${secrets.length === 1 ? "the secret" : `any of the ${secrets.length} secrets`}. Either the secret is another webhook's, or the body was parsed and serialized again before it came here.`,
    );
  }
  const payload = parse(typeof body === "string" ? body : new TextDecoder().decode(body));
  const fields = (typeof payload === "object" ? payload : undefined) as
    | { type?: unknown; batch?: unknown; data?: unknown }
    | null
    | undefined;
  const batch = fields?.batch === true && Array.isArray(fields.data);
  const type = batch && typeof fields.type === "string" ? fields.type : undefined;
  return {
    event: type ?? headerOf(headers, "x-webhook-event"),
    idempotencyKey: headerOf(headers, "x-idempotency-key"),
    batch,
    events: batch ? (fields.data as unknown[]) : [payload],
    payload,
  };
}

/** What a test delivery is made of. */
export interface TestDelivery {
  /** What is delivered: of a batch the whole `{ type, batch: true, data }`. */
  payload: unknown;
  /** The webhook's secret. */
  secret: string;
  /** The event's name, like `whatsapp.message.received`. */
  event: string;
  /** @default a random one */
  idempotencyKey?: string | undefined;
}

/**
 * Signs a delivery as Kapso does, to test what receives them.
 *
 * @example
 * <!-- It needs a service that listens. -->
 * ```ts no-run
 * import { signWebhook } from "@shared/kapso-client/webhooks";
 *
 * const { body, headers } = await signWebhook({
 *   payload: { message: { id: "m1" } },
 *   event: "whatsapp.message.received",
 *   secret: "the webhook's secret",
 * });
 * await fetch("http://localhost:3000/webhooks/kapso", { method: "POST", body, headers });
 * ```
 */
export async function signWebhook({
  payload,
  secret,
  event,
  idempotencyKey = crypto.randomUUID(),
}: TestDelivery): Promise<{ body: string; headers: Record<string, string> }> {
  const body = JSON.stringify(payload);
  const batch = (payload as { batch?: unknown } | null)?.batch === true;
  return {
    body,
    headers: {
      "Content-Type": "application/json",
      "X-Webhook-Signature": await sign(body, secret),
      "X-Webhook-Event": event,
      "X-Idempotency-Key": idempotencyKey,
      ...(batch && { "X-Webhook-Batch": "true" }),
    },
  };
}

function headerOf(headers: WebhookHeaders, name: string): string | undefined {
  // Any `Headers`: those of another realm or of node-fetch are no instances of this one.
  if (typeof headers.get === "function") return headers.get(name)?.trim() || undefined;
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return (typeof value === "string" ? value : value?.[0])?.trim() || undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KapsoInputError("body", "The delivery is signed, but its body is not JSON.");
  }
}
