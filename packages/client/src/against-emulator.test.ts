import { inspect } from "node:util";
import { type Emulator, type ErrorShape, type Fault, startEmulator } from "@shared/kapso-emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { unwrap } from "./calls/unwrap.ts";
import { createKapsoClient, type KapsoClient } from "./client.ts";
import { isKapsoError, type KapsoError } from "./errors/kapso-error.ts";
import { paginate } from "./paginate/paginate.ts";

// The emulator is made from the OpenAPI document, without the client, so that it can find faults of the client.

let emulator: Emulator;
let kapso: KapsoClient;

beforeEach(async () => {
  emulator = await startEmulator();
  kapso = connect();
});
afterEach(() => emulator.close());

function connect(options: Parameters<typeof createKapsoClient>[0] = {}): KapsoClient {
  const baseUrl = `${emulator.url}/platform/v1`;
  return createKapsoClient({ apiKey: emulator.apiKey, baseUrl, backoff: false, ...options });
}

async function failure(call: Promise<unknown>): Promise<KapsoError> {
  const error: unknown = await call.then(
    () => new Error("It did not fail."),
    (reason: unknown) => reason,
  );
  if (!isKapsoError(error)) throw error;
  return error;
}

function project() {
  return kapso.createInboxEmbed({ scope_type: "project" });
}
function list() {
  return unwrap(kapso.GET("/inbox_embeds"));
}
async function embeds() {
  return (await list()).data;
}

describe("the life of an embed", () => {
  test("the emulator takes everything that the client sends", async () => {
    const embed = await kapso.createInboxEmbed({
      name: "Support",
      scope_type: "phone_number",
      scope_id: " 1234567890 ",
      allowed_origins: [new URL("https://App.example.com/"), "*.example.com"],
      expires_at: new Date(Date.now() + 3_600_000),
    });
    const params = { path: { inbox_embed_id: embed.id } };
    const body = { inbox_embed: { default_mode: "dark" as const } };
    const { data: changed } = await unwrap(
      kapso.PATCH("/inbox_embeds/{inbox_embed_id}", { params, body }),
    );
    expect(changed).toMatchObject({
      id: embed.id,
      scope_id: "1234567890",
      allowed_origins: ["https://app.example.com", "*.example.com"],
      default_mode: "dark",
    });
    expect(changed).not.toHaveProperty("token");
    expect((await unwrap(kapso.GET("/inbox_embeds/{inbox_embed_id}", { params }))).data).toEqual(
      changed,
    );
    expect(
      await unwrap(kapso.DELETE("/inbox_embeds/{inbox_embed_id}", { params })),
    ).toBeUndefined();
    expect((await fetch(embed.embed_url)).status).toBe(410);
    expect(
      emulator.requests.flatMap(({ problems, warnings }) => [...problems, ...warnings]),
    ).toEqual([]);
  });

  test("a list is read to its end, over its pages", async () => {
    for (let count = 0; count < 5; count++) await project();
    const ids: string[] = [];
    const query = { per_page: 2 };
    for await (const { id } of paginate(kapso, "/inbox_embeds", { params: { query } }))
      ids.push(id);
    expect(new Set(ids).size).toBe(5);
    expect(emulator.requests.filter(({ method }) => method === "GET")).toHaveLength(3);
  });

  test("what the API rejects becomes the error for it, in the API's words", async () => {
    const wrongKey = connect({ apiKey: "another-key" }).createInboxEmbed({ scope_type: "project" });
    expect(await failure(wrongKey)).toMatchObject({ name: "KapsoUnauthorizedError", status: 401 });
    const scope_id = "00000000-0000-0000-0000-000000000000";
    const missing = await failure(kapso.createInboxEmbed({ scope_type: "customer", scope_id }));
    expect(missing).toMatchObject({ name: "KapsoNotFoundError", status: 404 });
    expect(missing.message).toContain("another project");
    const user = kapso.createInboxEmbed({ scope_type: "project", assigned_user_id: "missing" });
    expect(await failure(user)).toMatchObject({ name: "KapsoInvalidRequestError", status: 422 });
  });
});

describe("with faults on", () => {
  interface Case {
    fault: Fault;
    /** `ok`, or the error's name. */
    GET: string;
    POST: string;
    /** Embeds that exist after one POST. */
    created: number;
    requests: { GET: number; POST: number };
    mayHaveHappened: boolean;
  }
  const twice = { GET: 2, POST: 2 };
  const getAgain = { GET: 2, POST: 1 };
  const once = { GET: 1, POST: 1 };
  const cases: Case[] = [
    {
      fault: { kind: "status", status: 429, headers: { "Retry-After": "0" } },
      GET: "ok",
      POST: "ok",
      created: 1,
      requests: twice,
      mayHaveHappened: false,
    },
    {
      fault: { kind: "status", status: 503, shape: "html" },
      GET: "ok",
      POST: "KapsoServerError",
      created: 0,
      requests: getAgain,
      mayHaveHappened: true,
    },
    {
      fault: { kind: "status", status: 502, shape: "empty", when: "after" },
      GET: "ok",
      POST: "KapsoServerError",
      created: 1,
      requests: getAgain,
      mayHaveHappened: true,
    },
    {
      fault: { kind: "status", status: 403 },
      GET: "KapsoApiError",
      POST: "KapsoApiError",
      created: 0,
      requests: once,
      mayHaveHappened: false,
    },
    {
      fault: { kind: "reset", when: "before" },
      GET: "ok",
      POST: "KapsoConnectionError",
      created: 0,
      requests: getAgain,
      mayHaveHappened: true,
    },
    {
      fault: { kind: "reset", when: "after" },
      GET: "ok",
      POST: "KapsoConnectionError",
      created: 1,
      requests: getAgain,
      mayHaveHappened: true,
    },
    {
      fault: { kind: "half-body" },
      GET: "ok",
      POST: "KapsoConnectionError",
      created: 1,
      requests: getAgain,
      mayHaveHappened: true,
    },
  ];

  test.each(cases)(
    "$fault.kind $fault.status $fault.when: a GET ends $GET, a POST ends $POST, and is sent once unless that is harmless",
    async (expected) => {
      emulator.faults.add({ ...expected.fault, method: "GET" });
      const got = await kapso
        .GET("/inbox_embeds")
        .then(unwrap)
        .then(
          () => "ok",
          (error: Error) => error.name,
        );
      expect(got).toBe(expected.GET);
      expect(emulator.requests).toHaveLength(expected.requests.GET);
      await emulator.reset();

      emulator.faults.add({ ...expected.fault, method: "POST" });
      const error = await project().then(
        () => undefined,
        (reason: KapsoError) => reason,
      );
      expect(error?.name ?? "ok").toBe(expected.POST);
      expect(error?.mayHaveHappened ?? false).toBe(expected.mayHaveHappened);
      expect(emulator.requests).toHaveLength(expected.requests.POST);
      expect(await embeds()).toHaveLength(expected.created);
    },
  );

  const shapes: [shape: ErrorShape, message: boolean][] = [
    ["error", true],
    ["error-code", true],
    ["meta", true],
    ["message", true],
    ["nested", true],
    ["json-in-string", true],
    ["html", false],
    ["empty", false],
  ];
  test.each(shapes)(
    "an error in the shape %s becomes one sentence, and prints no secret",
    async (shape, hasWords) => {
      emulator.faults.add({ kind: "status", status: 422, shape });
      const error = await failure(project());
      const [request] = emulator.requests;
      expect(error.status).toBe(422);
      expect(error.message).toMatch(/^POST \/inbox_embeds: Kapso returned 422/);
      if (hasWords) expect(error.message).toMatch(/422: \S/);
      expect(error.message).not.toMatch(/[{}<>]|\[object/);
      expect(request?.status).toBe(422);
      expect(`${inspect(error)}${JSON.stringify(error)}${error.stack}`).not.toContain(
        emulator.apiKey,
      );
    },
  );

  test("a POST whose effect comes late is not sent twice", async () => {
    emulator.clock.freeze();
    emulator.faults.add({ kind: "late", ms: 5_000, method: "POST" });
    expect(await failure(project())).toMatchObject({ mayHaveHappened: true });
    expect(await embeds()).toHaveLength(0);
    await emulator.clock.advance(5_000);
    expect(await embeds()).toHaveLength(1);
  });

  test("a stalled response ends with the time-out, and an abort ends it at once", async () => {
    emulator.clock.freeze();
    emulator.faults.add({ kind: "delay", ms: 60_000, times: 2 });
    const impatient = kapso.createInboxEmbed({ scope_type: "project" }, { timeout: 50 });
    expect(await failure(impatient)).toMatchObject({
      name: "KapsoConnectionError",
      kind: "timeout",
    });
    const controller = new AbortController();
    const aborted = kapso.createInboxEmbed(
      { scope_type: "project" },
      { signal: controller.signal },
    );
    controller.abort();
    expect(await failure(aborted)).toMatchObject({ name: "KapsoAbortedError" });
  });

  test("the rate limit is read from the headers, and a used-up minute is not sat out", async () => {
    emulator.faults.add({ kind: "rate-limit", per_minute: 2 });
    await list();
    expect(kapso.rateLimit).toMatchObject({ limit: 2, remaining: 1 });
    await list();
    const error = await failure(unwrap(kapso.GET("/inbox_embeds", {}, { totalTimeout: 5_000 })));
    expect(error).toMatchObject({ name: "KapsoRateLimitError", status: 429 });
    expect(error.retryAfter).toBeGreaterThan(5);
    expect(emulator.requests).toHaveLength(3);
  });

  test("a third of all requests failing, by seed: every GET comes through, no POST is doubled", async () => {
    emulator.faults.add({ kind: "status", status: 503, share: 0.15, seed: 7 });
    emulator.faults.add({ kind: "reset", when: "after", share: 0.15, seed: 8 });
    const patient = connect({ maxRetries: 8 });
    let known = 0;
    let unclear = 0;
    for (let round = 0; round < 40; round++) {
      const call = patient.createInboxEmbed({ scope_type: "project" });
      await call.then(
        () => known++,
        (error: KapsoError) => (error.mayHaveHappened ? unclear++ : Promise.reject(error)),
      );
      await unwrap(patient.GET("/inbox_embeds"));
    }
    expect(unclear).toBeGreaterThan(0);
    const posts = emulator.requests.filter(({ method }) => method === "POST");
    expect(posts).toHaveLength(40);
    emulator.faults.clear();
    const { meta } = await list();
    expect(meta.total_count).toBeGreaterThanOrEqual(known);
    expect(meta.total_count).toBeLessThanOrEqual(40);
  });
});
