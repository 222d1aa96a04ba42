import { expect, it } from "vitest";
import type { Emulator } from "../options.ts";
import { depotDescription } from "../testing/depot-description.ts";
import { call, createEmbed, emulatorForTest, type WireList } from "../testing/emulator.ts";
import type { ErrorShape, Fault } from "./fault.ts";

function depot() {
  return emulatorForTest({ spec: depotDescription });
}
const project = { json: { inbox_embed: { scope_type: "project" } } };
function create(emulator: Emulator) {
  return call(emulator, "POST", "/inbox_embeds", project);
}
async function count(emulator: Emulator) {
  return (await call<WireList>(emulator, "GET", "/inbox_embeds")).body.meta["total_count"];
}

async function raw(
  emulator: Emulator,
): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(`${emulator.url}/platform/v1/inbox_embeds`, {
    headers: { "X-API-Key": emulator.apiKey },
  });
  return {
    status: response.status,
    type: response.headers.get("Content-Type"),
    text: await response.text(),
  };
}

it("fails the next n matching requests with a status, and no more", async () => {
  const emulator = await depot();
  emulator.faults.add({ kind: "status", status: 503, times: 2, operation_id: "createInboxEmbed" });
  expect((await call(emulator, "GET", "/inbox_embeds")).status).toBe(200);
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await create(emulator)).status);
  expect(statuses).toEqual([503, 503, 201]);
  expect(await count(emulator)).toBe(1);
});

it.each<[ErrorShape, RegExp]>([
  ["error", /^\{"error":"/],
  ["error-code", /"error":".*","code":"/],
  ["meta", /"error_kind":.*"meta_error_code":\d+,"meta_trace_id":/],
  ["message", /^\{"message":".*","detail":"/],
  ["nested", /^\{"error":\{"message":".*","code":".*","type":"/],
  ["json-in-string", /^\{"error":"\{\\"message\\"/],
  ["html", /^<!doctype html>/],
  ["empty", /^$/],
])("responds with an error in the shape %s", async (shape, pattern) => {
  const emulator = await depot();
  emulator.faults.add({ kind: "status", status: 502, shape, headers: { "X-Request-Id": "r1" } });
  const { status, type, text } = await raw(emulator);
  expect(status).toBe(502);
  expect(text).toMatch(pattern);
  const expected = shape === "html" ? "text/html" : "application/json; charset=utf-8";
  expect(type).toBe(shape === "empty" ? null : expected);
  if (expected.includes("json") && shape !== "empty") JSON.parse(text);
});

it("fails a request after its effect", async () => {
  const emulator = await depot();
  emulator.faults.add({ kind: "status", status: 504, when: "after", method: "post" });
  expect((await create(emulator)).status).toBe(504);
  expect(await count(emulator)).toBe(1);
});

it.each([
  ["before", 0],
  ["after", 1],
] as const)("resets the connection %s the effect", async (when, made) => {
  const emulator = await depot();
  emulator.faults.add({ kind: "reset", when, method: "POST" });
  const failure = await create(emulator).catch((error: unknown) => error);
  expect(failure).toMatchObject({ cause: { code: "ECONNRESET" } });
  expect(await count(emulator)).toBe(made);
});

it("lets an effect come late although the connection is gone", async () => {
  const emulator = await depot();
  emulator.clock.freeze();
  emulator.faults.add({ kind: "late", ms: 30_000, method: "POST" });
  await expect(create(emulator)).rejects.toThrow();
  await emulator.clock.advance(29_999);
  expect(await count(emulator)).toBe(0);
  await emulator.clock.advance(1);
  expect(await count(emulator)).toBe(1);
});

it("sends half a body and closes the connection", async () => {
  const emulator = await depot();
  emulator.faults.add({ kind: "half-body" });
  const response = await fetch(`${emulator.url}/platform/v1/inbox_embeds`, {
    headers: { "X-API-Key": emulator.apiKey },
  });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow("terminated");
});

it("delays a response until the emulator's clock has moved on", async () => {
  const emulator = await depot();
  emulator.clock.freeze();
  emulator.faults.add({ kind: "delay", ms: 5_000 });
  let arrived = false;
  const response = raw(emulator).then((result) => {
    arrived = true;
    return result;
  });
  // Another request goes all the way while the first one waits.
  expect((await call(emulator, "GET", "/parcels")).status).toBe(200);
  expect(arrived).toBe(false);
  await emulator.clock.advance(5_000);
  expect((await response).status).toBe(200);
});

it("puts a delay and another fault together", async () => {
  const emulator = await depot();
  emulator.faults.add({ kind: "delay", ms: 1 });
  emulator.faults.add({ kind: "status", status: 500 });
  expect((await raw(emulator)).status).toBe(500);
  expect(emulator.requests.at(-1)?.faults).toEqual(["delay", "status"]);
});

it("limits the rate per minute, with the remaining requests and the time to retry", async () => {
  const emulator = await depot();
  emulator.clock.freeze("2030-01-01T00:00:00Z");
  emulator.faults.add({ kind: "rate-limit", per_minute: 2 });
  const first = await call(emulator, "GET", "/parcels");
  expect(first.headers.get("X-RateLimit-Limit")).toBe("2");
  expect(first.headers.get("X-RateLimit-Remaining")).toBe("1");
  expect((await create(emulator)).status).toBe(201);
  await emulator.clock.advance(20_000);
  const refused = await create(emulator);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("Retry-After")).toBe("40");
  expect(refused.headers.get("X-RateLimit-Remaining")).toBe("0");
  await emulator.clock.advance(40_000);
  expect((await create(emulator)).status).toBe(201);
  expect(await count(emulator)).toBe(2);
});

it("sends Retry-After: 1 after a burst", async () => {
  const emulator = await depot();
  emulator.clock.freeze();
  emulator.faults.add({ kind: "rate-limit", per_minute: 100, per_second: 1 });
  expect((await create(emulator)).status).toBe(201);
  expect((await create(emulator)).headers.get("Retry-After")).toBe("1");
  await emulator.clock.advance(1_000);
  expect((await create(emulator)).status).toBe(201);
});

it("affects a share of the requests, the same ones for the same seed", async () => {
  const run = async (seed: number) => {
    const emulator = await depot();
    emulator.faults.add({ kind: "status", status: 500, share: 0.4, seed });
    const statuses = [];
    for (let n = 0; n < 40; n += 1) statuses.push((await raw(emulator)).status);
    return statuses.join();
  };
  const [first, again, other] = [await run(7), await run(7), await run(8)];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  const hits = first.split(",").filter((status) => status === "500").length;
  expect(hits).toBeGreaterThan(8);
  expect(hits).toBeLessThan(24);
});

it("reaches the embedded page too, by its path", async () => {
  const emulator = await depot();
  const { embed_url } = await createEmbed(emulator);
  emulator.faults.add({ kind: "status", status: 520, shape: "html", path: "/embed/*" });
  expect((await fetch(embed_url)).status).toBe(520);
  expect((await fetch(embed_url)).status).toBe(200);
});

it("is switched over HTTP as well, with the same checks", async () => {
  const emulator = await depot();
  const control = (method: string, path = "", body?: unknown) =>
    fetch(`${emulator.url}/_emulator/faults${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const made = await control("POST", "", { kind: "status", status: 418, times: 5 });
  expect(made.status).toBe(201);
  const { data } = (await made.json()) as { data: { id: string } };
  expect((await raw(emulator)).status).toBe(418);
  expect(await (await control("GET")).json()).toEqual({
    data: [{ id: data.id, kind: "status", status: 418, times: 5, hits: 1 }],
  });
  expect((await control("DELETE", `/${data.id}`)).status).toBe(204);
  expect((await control("DELETE", `/${data.id}`)).status).toBe(404);
  expect((await raw(emulator)).status).toBe(200);
  const refused = await control("POST", "", { kind: "status", status: "teapot" });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toEqual({
    error: expect.stringContaining("status must be an integer"),
  });
});

it.each([
  [{ kind: "explode" }, "kind must be one of"],
  [{ kind: "constructor" }, "kind must be one of"],
  [{ kind: "delay" }, "ms is required"],
  [{ kind: "reset", tmies: 3 }, "tmies is not a field"],
  [{ kind: "status", status: 503, share: 2 }, "share must be <= 1"],
  [{ kind: "sequence" }, "steps is required"],
  [{ kind: "sequence", steps: [] }, "steps must NOT have fewer than 1 items"],
  [{ kind: "sequence", steps: [{ kind: "sequence", steps: [] }] }, "steps[0]: kind must be one of"],
  [{ kind: "sequence", steps: [{ kind: "pass" }, { kind: "delay" }] }, "steps[1]: ms is required"],
])("rejects %j with the reason", async (fault, sentence) => {
  const emulator = await depot();
  expect(() => emulator.faults.add(fault as Fault)).toThrow(sentence);
});

it("does not let other web sites switch anything", async () => {
  const emulator = await depot();
  for (const headers of [{ Origin: "https://evil.example" }, { "Sec-Fetch-Site": "cross-site" }]) {
    const response = await fetch(`${emulator.url}/_emulator/faults`, { method: "DELETE", headers });
    expect(response.status).toBe(403);
  }
});

it("concerns requests to the API only, unless a page is named", async () => {
  const emulator = await depot();
  const { embed_url } = await createEmbed(emulator);
  emulator.faults.add({ kind: "status", status: 500 });
  for (const url of [embed_url, `${emulator.url}/favicon.ico`, `${emulator.url}/elsewhere`]) {
    expect((await fetch(url)).status).not.toBe(500);
  }
  expect((await raw(emulator)).status).toBe(500);
});

it("lets requests pass before a fault", async () => {
  const emulator = await depot();
  emulator.faults.add({ kind: "pass", times: 2 });
  emulator.faults.add({ kind: "status", status: 500 });
  const statuses = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await raw(emulator)).status);
  expect(statuses).toEqual([200, 200, 500, 200]);
  expect(emulator.requests.map(({ faults }) => faults)).toEqual([[], [], ["status"], []]);
});

it("gives requests the steps of a sequence, for the number of rounds in times", async () => {
  const emulator = await depot();
  const added = emulator.faults.add({
    kind: "sequence",
    steps: [
      { kind: "status", status: 503 },
      { kind: "pass" },
      { kind: "status", status: 429, headers: { "Retry-After": "1" } },
    ],
    method: "GET",
    times: 2,
  });
  const statuses = [];
  for (let n = 0; n < 7; n += 1) {
    statuses.push((await raw(emulator)).status);
    // Other requests take no step.
    expect((await create(emulator)).status).toBe(201);
  }
  expect(statuses).toEqual([503, 200, 429, 503, 200, 429, 200]);
  expect(emulator.faults.list()).toMatchObject([{ id: added.id, hits: 6 }]);
});

it("switches a list on over HTTP, all of it or none", async () => {
  const emulator = await depot();
  const post = (faults: unknown) =>
    fetch(`${emulator.url}/_emulator/faults`, { method: "POST", body: JSON.stringify(faults) });
  const refused = await post([{ kind: "status", status: 503 }, { kind: "explode" }]);
  expect(refused.status).toBe(422);
  expect(await refused.json()).toEqual({ error: expect.stringContaining("faults[1]: ") });
  expect(emulator.faults.list()).toEqual([]);
  const made = await post([{ kind: "status", status: 503 }, { kind: "reset" }]);
  expect(await made.json()).toMatchObject({ data: [{ kind: "status" }, { kind: "reset" }] });
  expect((await raw(emulator)).status).toBe(503);
});

it("is on from the start, and again after a reset, with the option faults", async () => {
  const faults: readonly Fault[] = [{ kind: "status", status: 503 }];
  const emulator = await emulatorForTest({ spec: depotDescription, faults });
  expect((await raw(emulator)).status).toBe(503);
  expect((await raw(emulator)).status).toBe(200);
  await emulator.reset();
  expect((await raw(emulator)).status).toBe(503);
});
