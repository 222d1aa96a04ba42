import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createKapsoClient } from "@shared/kapso-client";
import { startEmulator } from "@shared/kapso-emulator";
import { expect, test } from "vitest";
import { startBench } from "../testing/bench.ts";
import type { RaceOrder } from "../testing/racer.ts";
import { SHARED_STORES, STORES } from "../testing/stores.ts";
import { ensureInboxEmbed } from "./ensure.ts";

const RACER = fileURLToPath(new URL("../testing/racer.ts", import.meta.url));
const PROCESSES = 20;
const ROUNDS = 50;

test.each(Object.entries(SHARED_STORES))(
  `${PROCESSES} processes want one key at the same time, ${ROUNDS} rounds, on the %s store: one embed, one URL`,
  async (name, open) => {
    await using emulator = await startEmulator();
    const under = await open();
    if (!under.address) throw new Error("Another process cannot open this store.");
    const order: RaceOrder = { address: under.address, emulator };
    const env = { ...process.env, ORDER: JSON.stringify(order) };
    const racers: ChildProcess[] = [];
    try {
      for (let index = 0; index < PROCESSES; index += 1) racers.push(fork(RACER, { env }));
      await Promise.all(racers.map((racer) => once(racer, "message")));
      for (let round = 1; round <= ROUNDS; round += 1) {
        const answers = racers.map(async (racer) => (await once(racer, "message"))[0]);
        for (const racer of racers) racer.send(`round ${round}`);
        const given = new Set((await Promise.all(answers)).map((one) => JSON.stringify(one)));
        expect([...given]).toEqual([expect.stringContaining("embed_url")]);
      }
      const kapso = createKapsoClient({
        apiKey: emulator.apiKey,
        baseUrl: `${emulator.url}/platform/v1`,
      });
      const names: string[] = [];
      for await (const embed of kapso.inboxEmbeds.list({ status: "active" })) {
        names.push(embed.name?.split(":")[1] ?? "");
      }
      expect(names).toHaveLength(ROUNDS);
      expect(new Set(names).size).toBe(ROUNDS);
      console.log(`${name}: ${PROCESSES} processes, ${ROUNDS} rounds, ${names.length} embeds`);
    } finally {
      await Promise.all(
        racers.map((racer) => {
          const gone = once(racer, "exit");
          racer.disconnect();
          return gone;
        }),
      );
      await under.close();
    }
  },
  180_000,
);

test.each(Object.entries(STORES))(
  "20 callers want one key at the same time, 10 rounds, on the %s store: one embed, one URL",
  async (_, open) => {
    const under = await open();
    try {
      const bench = await startBench();
      const stores = [under.store, await under.another()];
      for (let round = 1; round <= 10; round += 1) {
        const calls = Array.from({ length: 20 }, (__, index) =>
          ensureInboxEmbed({
            ...bench.options,
            clock: undefined,
            store: stores[index % 2] ?? under.store,
            key: `round ${round}`,
          }),
        );
        const given = await Promise.all(calls);
        expect(new Set(given.map(({ embed_url }) => embed_url)).size).toBe(1);
        expect(await bench.active()).toHaveLength(round);
      }
    } finally {
      await under.close();
    }
  },
);
