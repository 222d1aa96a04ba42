import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { emulatorForTest } from "../testing/emulator.ts";
import type { WebhookToSend } from "./webhook.ts";

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A service that takes webhooks and responds with the given statuses; the last one is used for all later requests. */
async function service(...statuses: readonly (number | "silence")[]) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const status = statuses[Math.min(received.length, statuses.length - 1)] ?? 200;
    received.push({ headers: request.headers, body });
    if (status !== "silence") response.writeHead(status, { Location: "/elsewhere" }).end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

function webhook(url: string): WebhookToSend {
  return {
    url,
    secret: "s3cret",
    event: "whatsapp.message.received",
    data: { message: { text: "¡Hola! 👋" } },
  };
}

it("signs the very bytes it sends and names event and delivery", async () => {
  const emulator = await emulatorForTest();
  const { url, received } = await service(200);
  const delivery = await emulator.webhooks.send(webhook(url));
  expect(delivery).toMatchObject({
    status: "delivered",
    batch: false,
    attempts: [{ status: 200 }],
  });
  const [{ headers, body } = { headers: {}, body: "" }] = received;
  expect(JSON.parse(body)).toEqual({ message: { text: "¡Hola! 👋" } });
  expect(headers["x-webhook-signature"]).toBe(
    createHmac("sha256", "s3cret").update(body).digest("hex"),
  );
  expect(headers["x-webhook-event"]).toBe("whatsapp.message.received");
  expect(headers["x-idempotency-key"]).toBe(delivery.id);
  expect(headers["x-webhook-batch"]).toBeUndefined();
});

it("sends a batch as one webhook, with X-Webhook-Batch", async () => {
  const emulator = await emulatorForTest();
  const { url, received } = await service(200);
  await emulator.webhooks.send({ ...webhook(url), data: [{ n: 1 }, { n: 2 }], batch: true });
  expect(received[0]?.headers["x-webhook-batch"]).toBe("true");
  expect(JSON.parse(received[0]?.body ?? "")).toEqual({
    type: "whatsapp.message.received",
    batch: true,
    data: [{ n: 1 }, { n: 2 }],
  });
});

it("retries after 10, 40 and 90 seconds of its clock, under the same key, and then gives up", async () => {
  const emulator = await emulatorForTest();
  const { url, received } = await service(500, 201, 302, 503);
  emulator.clock.freeze("2030-01-01T00:00:00Z");
  expect(await emulator.webhooks.send(webhook(url))).toMatchObject({ status: "pending" });
  await emulator.clock.advance(9_999);
  expect(received).toHaveLength(1);
  await emulator.clock.advance(1);
  expect(received).toHaveLength(2);
  await emulator.clock.advance(40_000);
  expect(received).toHaveLength(3);
  await emulator.clock.advance(90_000);
  expect(received).toHaveLength(4);
  await emulator.clock.advance(3_600_000);
  expect(received).toHaveLength(4);
  expect(new Set(received.map(({ headers }) => headers["x-idempotency-key"])).size).toBe(1);
  const [delivery] = emulator.webhooks.list();
  expect(delivery?.status).toBe("failed");
  expect(delivery?.attempts.map(({ at, status }) => [at.slice(14, 19), status])).toEqual([
    ["00:00", 500],
    ["00:10", 201],
    ["00:50", 302],
    ["02:20", 503],
  ]);
});

it("stops retrying after a 200", async () => {
  const emulator = await emulatorForTest();
  const { url, received } = await service(500, 200);
  emulator.clock.freeze();
  await emulator.webhooks.send(webhook(url));
  await emulator.clock.advance(600_000);
  expect(received).toHaveLength(2);
  expect(emulator.webhooks.list()[0]?.status).toBe("delivered");
});

it("counts silence and a closed port as failures", async () => {
  const emulator = await emulatorForTest();
  const { url } = await service("silence");
  const silent = await emulator.webhooks.send({ ...webhook(url), timeout: 20 });
  expect(silent.attempts[0]).toMatchObject({
    status: undefined,
    error: "The response did not come within the time limit.",
  });
  const closed = await emulator.webhooks.send(webhook("http://127.0.0.1:1/"));
  expect(closed).toMatchObject({ status: "pending", attempts: [{ status: undefined }] });
});

it("is sent over HTTP as well, and the secret does not come back", async () => {
  const emulator = await emulatorForTest();
  const { url, received } = await service(200);
  const post = (body: unknown) =>
    fetch(`${emulator.url}/_emulator/webhooks`, { method: "POST", body: JSON.stringify(body) });
  const sent = await post(webhook(url));
  expect(sent.status).toBe(201);
  expect(received).toHaveLength(1);
  const listed = await (await fetch(`${emulator.url}/_emulator/webhooks`)).text();
  expect(JSON.parse(listed)).toMatchObject({ data: [{ status: "delivered" }] });
  expect(listed).not.toContain("s3cret");
  const refused = await post({ ...webhook(url), event: "a\nb" });
  expect(refused.status).toBe(422);
});

it.each([
  [{ url: "ftp://x/" }, "url must be"],
  [{ secret: "" }, "secret must be"],
  [{ event: "two words" }, "event must be"],
  [{ batch: true }, "data must be a list"],
])("rejects %j with the reason", async (change, sentence) => {
  const emulator = await emulatorForTest();
  const spoilt = { ...webhook("http://127.0.0.1:1/"), ...change };
  await expect(emulator.webhooks.send(spoilt)).rejects.toThrow(sentence);
});
