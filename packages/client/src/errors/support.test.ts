import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { errorOf, unwrap } from "../calls/unwrap.ts";
import { createKapsoClient } from "../client.ts";
import { embedForLogs } from "../inbox-embeds/one-time-secret.ts";
import {
  createdEmbed,
  failure,
  json,
  plantedKey,
  plantedToken,
  untyped,
} from "../testing/server.ts";
import { useServers } from "../testing/use-servers.ts";
import {
  KapsoAbortedError,
  KapsoApiError,
  KapsoInvalidRequestError,
  KapsoNotFoundError,
  KapsoRateLimitError,
  KapsoServerError,
  KapsoUnauthorizedError,
} from "./error-classes.ts";
import { KapsoError } from "./kapso-error.ts";

const { kapsoResponding, serve } = useServers();
const html = { "content-type": "text/html" };

it.each([
  ["<title".repeat(30_000), html],
  ["<p>".repeat(100_000) + "ü".repeat(100_000), html],
  [JSON.stringify({ error: "ü".repeat(100_000), code: "c".repeat(100_000) }), {}],
  [JSON.stringify({ errors: Array.from({ length: 10_000 }, (_, n) => `field ${n} is wrong`) }), {}],
  [JSON.stringify({ errors: { ["k".repeat(50_000)]: "is wrong" } }), {}],
])("a message stays under 2 kB whatever the response says (%#)", async (body, headers) => {
  for (const status of [200, 422, 500]) {
    const { verbs } = await kapsoResponding((_, response) =>
      response.writeHead(status, { "x-request-id": "r".repeat(5_000), ...headers }).end(body),
    );
    const result = verbs.POST("/things");
    const error: KapsoError | undefined = await unwrap(result).then(
      () => undefined,
      (problem) => problem,
    );
    expect(Buffer.byteLength(error?.message ?? "")).toBeLessThan(2_000);
    expect(Buffer.byteLength(error?.toSupportText() ?? "")).toBeLessThan(4_000);
  }
});

it("a message stays under 2 kB whatever the caller calls things", async () => {
  const { verbs } = await kapsoResponding((_, response) => json(response, 200, {}));
  const body = { ["k".repeat(100_000)]: Number.NaN };
  const error = await failure(verbs.POST("/things", { body }));
  expect(error).toMatchObject({ name: "KapsoInputError" });
  expect(Buffer.byteLength(error.message)).toBeLessThan(2_000);
});

it("names what support needs: the id in the path, the request id, the ray", async () => {
  const seen = {
    "x-request-id": "0123456789abcdef0123456789abcdef",
    "cf-ray": "8f1c2d3e4a5b6c7d-FRA",
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  };
  const said =
    "wamid.HBgLMTQxNTU1NTEyMzQVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA in index_inbox_embeds_2026";
  const { verbs } = await kapsoResponding((_, response) =>
    json(response, 404, { error: said }, seen),
  );
  const params = { path: { id: "550e8400-e29b-41d4-a716-446655440000" } };
  const result = await verbs.GET("/things/{id}", { params });
  const error = errorOf(result);
  expect(error.headers).toMatchObject(seen);
  expect(error.message).toContain(said);
  expect(error.message).toContain("GET /things/{id}: Kapso returned 404");
  expect(JSON.stringify(error)).toContain("/things/550e8400-e29b-41d4-a716-446655440000");
  expect(error.toSupportText()).toContain("/things/550e8400-e29b-41d4-a716-446655440000");
});

it("names the host and the runtime's code where no connection came about", async () => {
  const server = await serve(() => {});
  await server.close();
  const options = { apiKey: plantedKey, baseUrl: server.baseUrl, maxRetries: false } as const;
  const error = await failure(
    untyped(createKapsoClient(options)).GET("/things", { params: { query: { secret: 1 } } }),
  );
  expect(error.message).toContain(new URL(server.origin).host);
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({
    code: "ECONNREFUSED",
    kind: "refused",
  });
  expect(JSON.stringify(error)).not.toContain("secret");
});

it("takes a page of HTML with 404 for a wrong baseUrl, also where another reason is usual", async () => {
  const { kapso, verbs } = await kapsoResponding((_, response) =>
    response.writeHead(404, html).end("<p>no"),
  );
  const scope_id = "550e8400-e29b-41d4-a716-446655440000";
  for (const call of [
    unwrap(verbs.GET("/things")),
    kapso.createInboxEmbed({ scope_type: "customer", scope_id }),
  ]) {
    const { message } = await failure(call);
    expect(message).toContain("baseUrl is probably wrong");
    expect(message).not.toContain("another project");
  }
});

it("threat: a response writes control characters to a terminal through a message", async () => {
  const said = "no\u001b[2J\u0007\u0000\r\nfake line\u009b31m";
  const { verbs } = await kapsoResponding((_, response) =>
    json(response, 422, { error: said, code: said }),
  );
  const error = await failure(unwrap(verbs.GET("/things")));
  expect(error.message).toContain("no [2J  fake line 31m");
  const shown = `${error.message}${error.code}${error.toSupportText()}`;
  expect(shown.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});

it("hides a token that a response held, whatever its form, in the errors of later calls", async () => {
  const token = "short-1";
  const { kapso, verbs } = await kapsoResponding(({ method }, response) =>
    method === "POST"
      ? json(response, 201, { data: createdEmbed({ token }) })
      : json(response, 404, { error: `${token} is unknown` }, { "x-request-id": token }),
  );
  await kapso.createInboxEmbed({ scope_type: "project" });
  const error = await failure(unwrap(verbs.GET("/things")));
  expect(error.message).toContain("[hidden] is unknown");
  expect(error.toSupportText()).not.toContain(token);
});

describe("the response's headers", () => {
  it("come to onResponse of a call, also of createInboxEmbed and inboxEmbeds", async () => {
    const { kapso } = await kapsoResponding((_, response, nth) =>
      json(response, 201, { data: createdEmbed() }, { "x-request-id": `r${nth}` }),
    );
    const ids: unknown[] = [];
    const onResponse = vi.fn(({ headers }) => {
      ids.push(headers["x-request-id"]);
      throw new Error("a bug of the caller");
    });
    const embed = await kapso.createInboxEmbed({ scope_type: "project" }, { onResponse });
    await kapso.inboxEmbeds.get(embed.id, { onResponse });
    await unwrap(kapso.GET("/inbox_embeds", {}, { onResponse }));
    expect(ids).toEqual(["r1", "r2", "r3"]);
    expect(onResponse.mock.lastCall?.[0]).toMatchObject({ status: 201, attempt: 1 });
  });
});

describe("an error made in a test", () => {
  it.each([
    [KapsoApiError, 400],
    [KapsoUnauthorizedError, 401],
    [KapsoNotFoundError, 404],
    [KapsoInvalidRequestError, 422],
    [KapsoRateLimitError, 429],
    [KapsoServerError, 500],
  ])("has its own name (%o)", (Made, status) => {
    const error = new Made("no", { status });
    expect([error.name, `${error}`]).toEqual([Made.name, `${Made.name}: no`]);
    expect(error).toBeInstanceOf(KapsoError);
  });

  it("can be read through a Proxy", () => {
    const error = new KapsoNotFoundError("no", { status: 404 }, { error: "no" });
    const proxy = new Proxy(error, {});
    expect([proxy.name, proxy.status, proxy.body]).toEqual(["KapsoNotFoundError", 404, error.body]);
    expect(JSON.parse(JSON.stringify(proxy))).toMatchObject({ name: "KapsoNotFoundError" });
    expect(proxy.toSupportText()).toBe(error.toSupportText());
    const aborted = new KapsoAbortedError("no", {}, "why");
    expect(new Proxy(aborted, {}).reason).toBe("why");
  });

  it("keeps name and status in a structured clone of its JSON", () => {
    const error = new KapsoNotFoundError("no", { status: 404 });
    const clone = structuredClone(error.toJSON());
    expect(clone).toMatchObject({ name: "KapsoNotFoundError", message: "no", status: 404 });
  });
});

it("an aborted call has Node's code for it, and the signal's own reason", async () => {
  const { verbs } = await kapsoResponding(() => {});
  const error = await failure<KapsoAbortedError>(
    verbs.GET("/things", {}, { signal: AbortSignal.abort() }),
  );
  expect(error).toMatchObject({ name: "KapsoAbortedError", code: "ABORT_ERR" });
  expect(error.reason).toMatchObject({ name: "AbortError" });
});

it("embedForLogs keeps the secrets from a logger that writes JSON", () => {
  const embed = createdEmbed();
  const shown = JSON.stringify(embedForLogs(embed));
  expect(shown).not.toContain(plantedToken);
  expect(shown).toContain("550e8400");
  expect(inspect(embed)).toContain(plantedToken);
});

it("embedForLogs keeps those of a list, and of a response with an embed in it, too", () => {
  const shown = JSON.stringify([
    embedForLogs([createdEmbed()]),
    embedForLogs({ data: createdEmbed() }),
    embedForLogs(null as never),
  ]);
  expect(shown).not.toContain(plantedToken);
  expect(shown).toContain("null]");
});

it.each([
  ["an error's text", 400, "application/json", (text: string) => `{"error":"${text}"}`],
  ["a list of errors", 422, "application/json", (text: string) => `{"errors":["${text}","b"]}`],
  ["a page's title", 500, "text/html", (text: string) => `<title>${text}</title>`],
  ["a page's title, with a 200", 200, "text/html", (text: string) => `<title>${text}</title>`],
])(
  "threat: a long text is cut within a key, and shows its first half: %s",
  async (_, status, type, bodyOf) => {
    const half = plantedKey.slice(0, plantedKey.length / 2);
    for (const length of [60, 70, 280, 290]) {
      const text = `${"x".repeat(length)} ${plantedKey}`;
      const { verbs } = await kapsoResponding((_, response) =>
        response.writeHead(status, { "content-type": type }).end(bodyOf(text)),
      );
      const { message } = await failure(unwrap(verbs.GET("/things", {}, { maxRetries: 0 })));
      expect(message).toContain("xxx");
      expect(message).not.toContain(half);
    }
  },
);
