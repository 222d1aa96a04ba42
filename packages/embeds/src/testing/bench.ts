import { createKapsoClient, type InboxEmbed } from "@shared/kapso-client";
import { type Emulator, startEmulator } from "@shared/kapso-emulator";
import { onTestFinished } from "vitest";
import type { Clock } from "../options.ts";
import type { EnsureOptions } from "../protocol/ensure.ts";
import type { LiveEmbed } from "../protocol/record.ts";
import { readRecord, recordKey } from "../protocol/record.ts";
import { memoryStore } from "../stores/memory.ts";

/** A clock that stands still until somebody waits; then it is later at once. */
export interface TestClock extends Clock {
  advance(ms: number): void;
  readonly waited: number[];
}

function testClock(start: number = Date.now()): TestClock {
  let now = start;
  const waited: number[] = [];
  return {
    waited,
    now: () => now,
    advance(ms) {
      now += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waited.push(ms);
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

export interface Bench {
  emulator: Emulator;
  clock: TestClock;
  options: EnsureOptions & { clock: TestClock };
  /** The embeds that are active upstream. */
  active(): Promise<InboxEmbed[]>;
  /** The embed that the store holds. */
  live(): Promise<LiveEmbed | null>;
}

/** An emulator and options for one key; the emulator ends with the test. */
export async function startBench(overrides: Partial<EnsureOptions> = {}): Promise<Bench> {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.close());
  const clock = testClock();
  const kapso = createKapsoClient({
    apiKey: emulator.apiKey,
    baseUrl: `${emulator.url}/platform/v1`,
    backoff: false,
  });
  const options = {
    kapso,
    store: memoryStore(),
    deployment: "bench",
    key: "project",
    create: { scope_type: "project", name: "Desk" } as const,
    ...overrides,
    clock,
  };
  return {
    emulator,
    clock,
    options,
    async active() {
      const found: InboxEmbed[] = [];
      for await (const embed of kapso.inboxEmbeds.list({ status: "active" })) found.push(embed);
      return found;
    },
    async live() {
      const storeKey = recordKey(options.deployment, options.key);
      return (await readRecord(options.store, storeKey)).record.live;
    },
  };
}
