import type { Middleware as Theirs } from "openapi-fetch";
import { assertType, it } from "vitest";
import type { Middleware } from "./middleware.ts";

declare const theirs: Theirs;

it("takes what was written for openapi-fetch", () => {
  assertType<Middleware>(theirs);
  assertType<Middleware>({ onRequest() {}, async onResponse() {}, onError: () => new Error() });
  assertType<Middleware>({ onRequest: async ({ request }) => new Request(request) });
});

it("does not take a function that returns something else", () => {
  // @ts-expect-error neither a Request nor a Response
  assertType<Middleware>({ onRequest: () => "text" });
});
