import { expect, it } from "vitest";
import { emulatorForTest } from "./testing/emulator.ts";

/** A document whose one operation takes an object with these rules. */
function documentWith(properties: object, more: object = {}): object {
  return {
    openapi: "3.1.0",
    info: { title: "Patterns", version: "1" },
    servers: [{ url: "https://api.example.com/v1" }],
    paths: {
      "/things": {
        post: {
          operationId: "createThing",
          requestBody: {
            required: true,
            content: { "application/json": { schema: { type: "object", properties, ...more } } },
          },
          responses: { "201": { description: "Created" }, "422": { description: "Wrong" } },
        },
        get: { operationId: "listThings", responses: { "200": { description: "Fine" } } },
      },
    },
  };
}

const attack = `${"a".repeat(100_000)}!`;

it.each([
  ["a pattern", { text: { type: "string", pattern: "^(a+)+$" } }, {}, { text: attack }],
  [
    "a pattern in every item",
    { list: { type: "array", items: { pattern: "^(a|aa)+$" } } },
    {},
    { list: Array(50).fill(attack.slice(-10_001)) },
  ],
  [
    "a pattern of keys",
    {},
    { patternProperties: { "^(a*)*$": {} }, additionalProperties: false },
    { [attack]: 1 },
  ],
  ["a pattern behind a lookahead", { text: { pattern: "^(?=(.*a){20}$)a" } }, {}, { text: attack }],
])("a request that %s rejects does not stop the others", async (_, properties, more, body) => {
  const emulator = await emulatorForTest({ spec: documentWith(properties, more) });
  const headers = { "X-API-Key": emulator.apiKey, "Content-Type": "application/json" };
  const at = `${emulator.url}/v1/things`;
  const [rejected, other] = await Promise.all([
    fetch(at, { method: "POST", headers, body: JSON.stringify(body) }),
    fetch(at, { headers }),
  ]);
  expect([rejected.status, other.status]).toEqual([422, 200]);
});

it("checks two patterns of one schema separately", async () => {
  const emulator = await emulatorForTest({
    spec: documentWith({
      a: { pattern: "^(a+)+$" },
      b: { pattern: "^(b+)+$" },
      c: { pattern: "^c$" },
    }),
  });
  const statusOf = async (body: object) => {
    const { status } = await fetch(`${emulator.url}/v1/things`, {
      method: "POST",
      headers: { "X-API-Key": emulator.apiKey, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return status;
  };
  expect(await statusOf({ a: "aa", b: "bb", c: "c" })).toBe(201);
  for (const wrong of [{ a: "b" }, { b: "a" }, { c: "a" }]) expect(await statusOf(wrong)).toBe(422);
});

it("accepts a request whose pattern cannot be checked, with a warning", async () => {
  const emulator = await emulatorForTest({
    spec: documentWith({ text: { type: "string", pattern: "^((a+)\\2)+$" } }),
  });
  const { status } = await fetch(`${emulator.url}/v1/things`, {
    method: "POST",
    headers: { "X-API-Key": emulator.apiKey, "Content-Type": "application/json" },
    body: JSON.stringify({ text: attack }),
  });
  expect(status).toBe(201);
  expect(emulator.requests.at(-1)?.warnings.join()).toContain("was not checked");
});
