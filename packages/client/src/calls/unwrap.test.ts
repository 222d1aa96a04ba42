import { inspect } from "node:util";
import { expect, it } from "vitest";
import {
  isKapsoApiError,
  isKapsoNotFoundError,
  isKapsoRateLimitError,
  isKapsoServerError,
} from "../errors/error-classes.ts";
import { failure, json, plantedKey } from "../testing/server.ts";
import { useServers } from "../testing/use-servers.ts";
import { unwrap } from "./unwrap.ts";

const { kapsoResponding } = useServers({ maxRetries: false });
async function responding(status: number, body: unknown, headers = {}) {
  return (await kapsoResponding((_, response) => json(response, status, body, headers))).verbs;
}

it("returns the data, of a promise or of a result", async () => {
  const { GET } = await responding(200, { data: [1] });
  expect(await unwrap(GET("/things"))).toEqual({ data: [1] });
  expect(await unwrap(await GET("/things"))).toEqual({ data: [1] });
});

it("throws what the response says: call, status, message, code, headers, attempts", async () => {
  const { GET } = await responding(
    429,
    { error: { message: "Slow down", code: "rate_limited" } },
    { "retry-after": "60", "x-request-id": "req-7", "set-cookie": "s=1" },
  );
  const error = await failure(unwrap(GET("/things/{id}", { params: { path: { id: "1" } } })));
  expect(error).toMatchObject({
    name: "KapsoRateLimitError",
    message: "GET /things/{id}: Kapso returned 429: Slow down.",
    family: "api",
    method: "GET",
    path: "/things/{id}",
    status: 429,
    code: "rate_limited",
    retryAfter: 60,
    mayHaveHappened: false,
    attempts: [{ status: 429, outcome: "responded" }],
    headers: { "x-request-id": "req-7", "retry-after": "60" },
    body: { error: { message: "Slow down", code: "rate_limited" } },
  });
  expect(error.headers).not.toHaveProperty("set-cookie");
  expect(isKapsoRateLimitError(error)).toBe(true);
});

it.each([
  [400, "KapsoApiError"],
  [401, "KapsoUnauthorizedError"],
  [404, "KapsoNotFoundError"],
  [409, "KapsoApiError"],
  [422, "KapsoInvalidRequestError"],
  [429, "KapsoRateLimitError"],
  [500, "KapsoServerError"],
  [520, "KapsoServerError"],
])("throws for a %i a %s", async (status, name) => {
  const { POST } = await responding(status, { error: "no" });
  const error = await failure(unwrap(POST("/things")));
  expect(error.name).toBe(name);
  expect(error.constructor.name).toBe(name);
  expect([
    isKapsoApiError(error),
    isKapsoApiError(error, status),
    isKapsoApiError(error, 418),
  ]).toEqual([true, true, false]);
  expect(isKapsoServerError(error)).toBe(status >= 500);
});

it("has guards that recognise the errors of another copy of this package", async () => {
  const other = (await import(
    /* @vite-ignore */ new URL("../../dist/index.js", import.meta.url).href
  )) as typeof import("../index.ts");
  const { GET } = await responding(404, { error: "no" });
  const theirs = await failure(other.unwrap(GET("/things")));
  expect(theirs).toBeInstanceOf(other.KapsoNotFoundError);
  expect(isKapsoNotFoundError(theirs)).toBe(true);
  expect(isKapsoNotFoundError(Object.assign(new Error("x"), { family: "api", status: 404 }))).toBe(
    false,
  );
  expect(theirs).toMatchObject({ path: "/things" });
});

it("gives what to paste into a ticket, without the key", async () => {
  const { POST } = await responding(
    500,
    { error: `broken for ${plantedKey}`, code: "E1" },
    { "x-request-id": "req-9" },
  );
  const error = await failure(unwrap(POST("/things")));
  const text = error
    .toSupportText()
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, "TIME")
    .replace(/127\.0\.0\.1:\d+/, "HOST")
    .replace(/, \d+ ms/, ", N ms")
    .replace(/\ndate: .*/, "")
    // `source`, or that of the built package.
    .replace(/kapso-client\/\S+/, "kapso-client/VERSION");
  expect(text).toBe(
    [
      "KapsoServerError: POST /things: Kapso returned 500: broken for [hidden]. It may have happened: look before you retry it.",
      "call: POST /things",
      "url: http://HOST/platform/v1/things",
      "status: 500, code: E1",
      "content-type: application/json",
      "x-request-id: req-9",
      "attempt 1: TIME, 500, N ms",
      "client: kapso-client/VERSION",
    ].join("\n"),
  );
});

it("threat: a code that holds the key does not print it", async () => {
  const { GET } = await responding(422, { error: "no", code: `unknown key ${plantedKey}` });
  const error = await failure(unwrap(GET("/things")));
  expect(error.code).toBe("unknown key [hidden]");
});

it("writes an error as JSON with everything but the body", async () => {
  const { GET } = await responding(404, { error: "no such thing", secret_field: "x1" });
  const error = await failure(unwrap(GET("/things")));
  const written = JSON.parse(JSON.stringify(error));
  expect(written).toMatchObject({
    name: "KapsoNotFoundError",
    message: error.message,
    status: 404,
    attempts: [{}],
  });
  expect(`${JSON.stringify(error)}${inspect(error, { showHidden: true })}`).not.toContain("x1");
});

it("shows neither notes nor body when a result is printed", async () => {
  const { GET } = await responding(200, { a: 1 });
  expect(inspect(await GET("/things"), { depth: 9 })).not.toMatch(/kapso-client|planted/);
});

it("threat: a body cannot reach a prototype", async () => {
  const body =
    '{"__proto__":{"polluted":1},"error":{"__proto__":{"polluted":1},"message":"m","constructor":{"prototype":{"polluted":1}}}}';
  const { verbs } = await kapsoResponding((request, response) =>
    response
      .writeHead(request.url.endsWith("ok") ? 200 : 422, { "content-type": "application/json" })
      .end(body),
  );
  const error = await failure(unwrap(verbs.GET("/things")));
  await unwrap(verbs.GET("/ok"));
  for (const text of [JSON.stringify(error), error.toSupportText(), error.message])
    expect(text).toContain("m");
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  expect((error as unknown as { polluted?: number }).polluted).toBeUndefined();
});
