import { createKapsoClient, type InboxEmbed, type KapsoClient } from "@shared/kapso-client";
import { type Emulator, startEmulator } from "@shared/kapso-emulator";
import { expect, onTestFinished } from "vitest";
import type { Clock } from "../options.ts";
import { hashKey, newNonce, writeName } from "../protocol/embed-name.ts";
import type { EnsureOptions } from "../protocol/ensure.ts";
import { type LiveEmbed, readRecord, recordKey } from "../protocol/record.ts";
import { memoryStore } from "../stores/memory.ts";

/** A clock that stands still until a wait, which moves it on at once. */
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

function clientOf({ apiKey, url }: Emulator): KapsoClient {
  return createKapsoClient({ apiKey, baseUrl: `${url}/platform/v1`, backoff: false });
}

export interface Bench {
  emulator: Emulator;
  clock: TestClock;
  options: EnsureOptions & { clock: TestClock };
  /** The embeds that are active upstream. */
  active(): Promise<InboxEmbed[]>;
  /** Their ids, sorted. */
  ids(): Promise<string[]>;
  /** The embed that the store holds. */
  live(): Promise<LiveEmbed | null>;
  /** Creates an embed as a process leaves it that is killed before it saves; returns its id. */
  orphan(tag?: { key?: string; deployment?: string }): Promise<string>;
  /** The same options with the key of another project, and that project's emulator. */
  wrongProject(): Promise<{ emulator: Emulator; options: Bench["options"] }>;
  /** Fails unless one embed is active upstream, and the store holds that one. */
  expectOne(): Promise<void>;
}

/** An emulator and options for one key; the emulator ends with the test. */
export async function startBench(overrides: Partial<EnsureOptions> = {}): Promise<Bench> {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.close());
  const clock = testClock();
  const kapso = clientOf(emulator);
  const options = {
    kapso,
    store: memoryStore(),
    deployment: "bench",
    key: "project",
    create: { scope_type: "project", name: "Desk" } as const,
    ...overrides,
    clock,
  };
  const bench: Bench = {
    emulator,
    clock,
    options,
    async active() {
      const found: InboxEmbed[] = [];
      for await (const embed of kapso.inboxEmbeds.list({ status: "active" })) found.push(embed);
      return found;
    },
    ids: async () => (await bench.active()).map(({ id }) => id).sort(),
    async live() {
      const storeKey = recordKey(options.deployment, options.key);
      return (await readRecord(options.store, storeKey)).record.live;
    },
    async orphan({ key = options.key, deployment = options.deployment } = {}) {
      const tag = { deployment, keyHash: await hashKey(key), nonce: newNonce() };
      const name = writeName("Desk", tag);
      return (await kapso.inboxEmbeds.create({ scope_type: "project", name })).id;
    },
    async wrongProject() {
      const emulator = await startEmulator();
      onTestFinished(() => emulator.close());
      return { emulator, options: { ...options, kapso: clientOf(emulator) } };
    },
    async expectOne() {
      expect(await bench.ids()).toEqual([(await bench.live())?.id]);
    },
  };
  return bench;
}
