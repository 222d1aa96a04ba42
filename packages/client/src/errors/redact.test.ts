import { expect, it } from "vitest";
import { scrub, worthwhileHeaders } from "./redact.ts";

it.each([
  ["the key", "Invalid key short", "Invalid key [hidden]", ["short"]],
  [
    "an embed's URL",
    "see https://inbox.kapso.ai/embed/abc?mode=dark",
    "see https://inbox.kapso.ai/embed/[hidden]?mode=dark",
  ],
  ["a field of JSON", '{"token":"abc","name":"x"}', '{"token":"[hidden]","name":"x"}'],
  ["a parameter", "x?token=abc&y=1", "x?token=[hidden]&y=1"],
  ["a long run of letters and digits", "found sk_live_0a1b2c3d4e5f6a7b8c", "found [hidden]"],
])("hides %s", (_, text, shown, secrets: string[] = []) => {
  expect(scrub(text, secrets)).toBe(shown);
});

it.each([
  "Customer 550e8400-e29b-41d4-a716-446655440000 not found",
  "Invalid API key: the project has none",
  "scope_id must be blank for project",
  "phone_number_id 123456789012345 is unknown",
])("keeps %j", (text) => {
  expect(scrub(text)).toBe(text);
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
