import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { signWebhook, verifyWebhook } from "./verify-webhook.ts";
import { isKapsoSignatureError } from "./webhook-error.ts";

const secret = "planted_webhook_secret_1";
const rawBody = '{ "message": {"text":"Grüße 👋"},\n"n":1.0 }';
/** By another implementation than the one under test. */
function hex(body: string | Buffer, signer = secret): string {
  return createHmac("sha256", signer).update(body).digest("hex");
}
function headersFor(body: string | Buffer, signer?: string) {
  return {
    "x-webhook-signature": hex(body, signer),
    "x-webhook-event": "whatsapp.message.received",
    "x-idempotency-key": "delivery-1",
  };
}

it("takes a delivery apart", async () => {
  const expected = {
    event: "whatsapp.message.received",
    idempotencyKey: "delivery-1",
    batch: false,
    payload: JSON.parse(rawBody),
    events: [JSON.parse(rawBody)],
  };
  const bytes = new TextEncoder().encode(rawBody);
  const headers = headersFor(rawBody);
  for (const body of [rawBody, bytes, bytes.buffer, Buffer.from(rawBody)]) {
    expect(await verifyWebhook({ body, headers, secret })).toEqual(expected);
  }
  expect(await verifyWebhook({ body: rawBody, headers: new Headers(headers), secret })).toEqual(
    expected,
  );
});

it("takes a batch apart, and believes the signed body and not a header about it", async () => {
  const batch = JSON.stringify({
    type: "whatsapp.message.delivered",
    batch: true,
    data: [{ a: 1 }, { a: 2 }],
  });
  expect(await verifyWebhook({ body: batch, headers: headersFor(batch), secret })).toMatchObject({
    batch: true,
    event: "whatsapp.message.delivered",
    events: [{ a: 1 }, { a: 2 }],
  });
  const headers = { ...headersFor(rawBody), "X-Webhook-Batch": "true" };
  expect(await verifyWebhook({ body: rawBody, headers, secret })).toMatchObject({
    batch: false,
  });
});

it("takes a single delivery's event from the header, whatever type its payload has", async () => {
  const body = '{"type":"text"}';
  const delivery = { body, headers: headersFor(body), secret };
  expect(await verifyWebhook(delivery)).toMatchObject({ event: "whatsapp.message.received" });
});

it("reads bytes that are part of a larger buffer, as Node's sockets give them", async () => {
  const body = Buffer.from(`xx${rawBody}yy`).subarray(2, -2);
  expect(await verifyWebhook({ body, headers: headersFor(rawBody), secret })).toMatchObject({
    batch: false,
  });
});

it("takes headers in any case, as lists, and a signature in capitals", async () => {
  const headers = { "X-WEBHOOK-SIGNATURE": [hex(rawBody).toUpperCase()], "X-Webhook-Event": "e" };
  expect(await verifyWebhook({ body: rawBody, headers, secret })).toMatchObject({
    event: "e",
    idempotencyKey: undefined,
  });
});

it("takes the old secret and the new one while it is being changed", async () => {
  for (const signer of ["old", "new"]) {
    const delivery = {
      body: rawBody,
      headers: headersFor(rawBody, signer),
      secret: ["new", "old"],
    };
    expect(await verifyWebhook(delivery)).toMatchObject({ batch: false });
  }
});

describe("threat: a delivery that is not Kapso's", () => {
  const right = hex(rawBody);
  it.each([
    ["without a signature", undefined, "missing"],
    ["with an empty one", " ", "missing"],
    ["with a shorter one", right.slice(0, 62), "malformed"],
    ["with a longer one", `${right}00`, "malformed"],
    ["with a prefix of another vendor's", `sha256=${right}`, "malformed"],
    ["with one that is not hexadecimal", "z".repeat(64), "malformed"],
    ["with another one", "0".repeat(64), "mismatch"],
    ["with that of another secret", hex(rawBody, "other"), "mismatch"],
    [
      "with that of the body after JSON.parse and stringify",
      hex(JSON.stringify(JSON.parse(rawBody))),
      "mismatch",
    ],
  ])("is rejected %s", async (_, signature, problem) => {
    const call = verifyWebhook({
      body: rawBody,
      headers: { "x-webhook-signature": signature },
      secret: [secret, "more"],
    });
    const error = await call.catch((thrown) => thrown);
    expect(isKapsoSignatureError(error)).toBe(true);
    expect(error.problem).toBe(problem);
    expect(inspect(error, { showHidden: true })).not.toContain(secret);
    expect(inspect(error)).not.toContain(right);
  });

  it.each([[undefined], [""], [[]]])("is not checked with %j for the secrets", async (none) => {
    const delivery = { body: rawBody, headers: headersFor(rawBody), secret: none as string };
    await expect(verifyWebhook(delivery)).rejects.toMatchObject({
      name: "KapsoConfigurationError",
      message: expect.stringContaining("The webhook's secret is empty"),
    });
  });

  it.each(["", " s", "s\n", undefined])("is not checked with %j for a secret", async (wrong) => {
    const call = verifyWebhook({
      body: rawBody,
      headers: headersFor(rawBody),
      secret: [secret, wrong as string],
    });
    await expect(call).rejects.toMatchObject({ name: "KapsoConfigurationError" });
  });
});

it("says what to do when the body was parsed on the way", async () => {
  const call = verifyWebhook({
    body: JSON.parse(rawBody),
    headers: headersFor(rawBody),
    secret,
  });
  await expect(call).rejects.toThrow("Read the raw body before any JSON parser does");
});

it("says that a signed body is not JSON", async () => {
  await expect(verifyWebhook({ body: "x", headers: headersFor("x"), secret })).rejects.toThrow(
    "is not JSON",
  );
});

it("threat: a payload cannot reach a prototype", async () => {
  const body =
    '{"__proto__":{"polluted":true},"batch":true,"data":[{"__proto__":{"polluted":true}}]}';
  await verifyWebhook({ body, headers: headersFor(body), secret });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

it("signs test deliveries that a real server verifies, batches too", async () => {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const webhook = await verifyWebhook({
      body: Buffer.concat(chunks),
      headers: request.headers,
      secret,
    });
    response.end(JSON.stringify({ ...webhook, header: request.headers["x-webhook-batch"] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const deliver = async (payload: unknown) => {
    const signed = await signWebhook({ payload, event: "e", secret });
    return (await fetch(url, { method: "POST", ...signed })).json();
  };
  expect(await deliver({ text: "Grüße" })).toMatchObject({
    event: "e",
    batch: false,
    idempotencyKey: expect.stringMatching(/^[\da-f-]{36}$/),
  });
  expect(await deliver({ type: "t", batch: true, data: [1] })).toMatchObject({
    event: "t",
    batch: true,
    events: [1],
    header: "true",
  });
  await new Promise((resolve) => server.close(resolve));
});

it("checks the bytes of a view that it returns, not an empty body", async () => {
  const padded = Buffer.from(`junk${rawBody}junk`);
  const length = Buffer.byteLength(rawBody);
  const view = new DataView(padded.buffer, padded.byteOffset + 4, length) as unknown as Uint8Array;
  const { payload } = await verifyWebhook({ body: view, headers: headersFor(rawBody), secret });
  expect(payload).toEqual(JSON.parse(rawBody));
  const empty = verifyWebhook({ body: view, headers: headersFor(""), secret });
  await expect(empty).rejects.toSatisfy(isKapsoSignatureError);
});

it("takes bytes and headers of another realm, as a test environment passes them", async () => {
  const body = runInNewContext("new Uint8Array(bytes).buffer", {
    bytes: [...Buffer.from(rawBody)],
  }) as ArrayBuffer;
  const own = new Headers(headersFor(rawBody));
  const headers = { get: (name: string) => own.get(name) } as Headers;
  expect(await verifyWebhook({ body, headers, secret })).toMatchObject({
    event: "whatsapp.message.received",
    payload: JSON.parse(rawBody),
  });
});
