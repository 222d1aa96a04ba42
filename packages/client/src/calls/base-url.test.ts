import { expect, it } from "vitest";
import { defaultBaseUrl, normaliseBaseUrl } from "./base-url.ts";

it("is the server of the OpenAPI document by default", async () => {
  const { default: description } = await import("@shared/kapso-types/openapi-platform.json", {
    with: { type: "json" },
  });
  expect(description["servers"]).toEqual([expect.objectContaining({ url: defaultBaseUrl })]);
});

it.each([
  [undefined, defaultBaseUrl],
  [" https://API.kapso.ai/platform/v1// ", "https://api.kapso.ai/platform/v1"],
  [new URL("https://proxy.example/kapso/"), "https://proxy.example/kapso"],
  ["https://proxy.example", "https://proxy.example"],
  ["http://localhost:4010/platform/v1", "http://localhost:4010/platform/v1"],
  ["http://127.0.0.1:4010", "http://127.0.0.1:4010"],
  ["http://[::1]:4010", "http://[::1]:4010"],
  ["http://emulator:4010/platform/v1", "http://emulator:4010/platform/v1"],
  ["http://kapso_emulator-1:4010", "http://kapso_emulator-1:4010"],
  ["http://kapso.localhost", "http://kapso.localhost"],
  ["http://api.kapso.test", "http://api.kapso.test"],
  ["http://host.docker.internal:4010", "http://host.docker.internal:4010"],
])("takes %s as %s", (given, url) => {
  expect(normaliseBaseUrl(given)).toBe(url);
});

it.each([
  ["ftp://api.kapso.ai", "unencrypted"],
  ["api.kapso.ai", "is not a URL"],
  ["", "is not a URL"],
  ["https://me:secret@api.kapso.ai", "user name or password"],
  ["https://api.kapso.ai?x=1", "query"],
  ["https://api.kapso.ai#x", "fragment"],
])("rejects %j", (given, sentence) => {
  expect(() => normaliseBaseUrl(given)).toThrow(sentence);
  expect(() => normaliseBaseUrl(given)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining("secret") }),
  );
});

it.each([
  "http://api.kapso.ai/platform/v1",
  "http://localhost.evil.example",
  "http://127.0.0.1.evil.example",
  "http://emulator.evil.example",
  "http://emulator.",
  "http://kapso.internal.",
  "http://kapso.local",
  "http://notinternal.example",
  "http://ai",
  "http://xn--fiqs8s",
  "http://.test",
  "http://10.0.0.1",
  "http://134744072",
  "http://[::ffff:8.8.8.8]",
  "http://[fd00::1]",
])("threat: the key crosses the internet unencrypted, to %s", (given) => {
  expect(() => normaliseBaseUrl(given)).toThrow("would send the API key unencrypted");
});
