import { expect, it } from "vitest";
import { scrub, worthwhileHeaders } from "./redact.ts";

it.each([
  ["the key", "Invalid key of 15 letters", "Invalid key of 15 [hidden]", ["letters"]],
  [
    "an embed's URL",
    "see https://inbox.kapso.ai/embed/abc?mode=dark",
    "see https://inbox.kapso.ai/embed/[hidden]?mode=dark",
  ],
  ["a field of JSON", '{"token":"abc","name":"x"}', '{"token":"[hidden]","name":"x"}'],
  ["a parameter", "x?token=abc&y=1", "x?token=[hidden]&y=1"],
  ["a key with a prefix", "found sk_live_0a1b2c3d4e5f6a7b8c", "found [hidden]"],
  ["a token with a prefix", "inbox_token_7f3a9c1e5b2d4860", "inbox_token_[hidden]"],
  ["a token as Rails makes it", "token pX27zsMN2ViQKta1bGfLmVJE is", "token [hidden] is"],
  ["a token of Meta", "EAABsbCS1234567890abcdefXYZ expired", "[hidden] expired"],
  ["a JSON web token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig", "[hidden]"],
  ["a hexadecimal key", `key ${"0f".repeat(32)}!`, "key [hidden]!"],
  ["what follows Bearer", "Authorization: Bearer abc", "Authorization: Bearer [hidden]"],
])("hides %s", (_, text, shown, secrets: string[] = []) => {
  expect(scrub(text, secrets)).toBe(shown);
});

it.each([
  "Customer 550e8400-e29b-41d4-a716-446655440000 not found",
  "Invalid API key: the project has none",
  "scope_id must be blank for project",
  "phone_number_id 123456789012345 is unknown",
  "request 0123456789abcdef0123456789abcdef failed",
  "trace 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  "wamid.HBgLMTQxNTU1NTEyMzQVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA is unknown",
  "PG::NotNullViolation: column whatsapp_business_account_id_2 of index_inbox_embeds_on_token_digest",
  "ray 8f1c2d3e4a5b6c7d-FRA",
  "order 12345678901234567890123456",
])("keeps %j", (text) => {
  expect(scrub(text)).toBe(text);
});

it("keeps words that a test's short key is a part of", () => {
  expect(scrub("makeResponse failed in client.test.ts", ["k", "test"])).toBe(
    "makeResponse failed in client.test.ts",
  );
});

it("keeps the headers that are known to be harmless, and no other", () => {
  const headers = new Headers({
    "X-Request-Id": "r-1",
    "Retry-After": "60",
    "X-RateLimit-Remaining": "0",
    "X-Amzn-Trace-Id": "t",
    "Set-Cookie": "session=1",
    "X-API-Key": "k",
    "X-Internal": "x",
    Location: "https://x/?token=1",
  });
  expect(worthwhileHeaders(headers)).toEqual({
    "x-request-id": "r-1",
    "retry-after": "60",
    "x-ratelimit-remaining": "0",
    "x-amzn-trace-id": "t",
  });
});
