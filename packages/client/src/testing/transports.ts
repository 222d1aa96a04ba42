import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { Agent, type Dispatcher } from "undici";
import { Agent as Agent7 } from "undici-7";
import { afterAll } from "vitest";
import type { Fetch } from "../options.ts";
import { undiciFetch } from "../undici/undici-fetch.ts";

export interface NamedTransport {
  readonly name: string;
  readonly fetch: Fetch;
}

/** What the client can send by on Node: the platform's `fetch`, and undici in both majors. */
export function useTransports(): readonly NamedTransport[] {
  const dispatchers: [string, Dispatcher][] = [["undici 8", new Agent({ allowH2: false })]];
  if (isFullLevel) dispatchers.push(["undici 7", new Agent7() as unknown as Dispatcher]);
  afterAll(async () => {
    for (const [, dispatcher] of dispatchers) await dispatcher.destroy();
  });
  return [
    { name: "fetch", fetch: (url, init) => fetch(url, init) },
    ...dispatchers.map(([name, dispatcher]) => ({ name, fetch: undiciFetch({ dispatcher }) })),
  ];
}
