import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createKapsoClient } from "@shared/kapso-client";
import { startEmulator } from "@shared/kapso-emulator";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { expect, test } from "vitest";
import { startBench } from "../testing/bench.ts";
import { bundleProgram } from "../testing/bundle.ts";
import type { RaceOrder } from "../testing/racer.ts";
import { allStores, sharedStores } from "../testing/stores.ts";
import { ensureInboxEmbed } from "./ensure.ts";

const processes = 20;
const rounds = isFullLevel ? 50 : 2;
const roundsInProcess = isFullLevel ? 10 : 2;

test.each(sharedStores)(
  `${processes} processes ensure one key at the same time, ${rounds} rounds, on the %s store: one embed, one URL`,
  async (_, open) => {
    await using emulator = await startEmulator();
    const program = await bundleProgram("racer");
    const under = await open();
    if (!under.address) throw new Error("Another process cannot open this store.");
    const order: RaceOrder = { address: under.address, emulator };
    const env = { ...process.env, ORDER: JSON.stringify(order) };
    const racers: ChildProcess[] = [];
    try {
      for (let index = 0; index < processes; index += 1) racers.push(fork(program.path, { env }));
      await Promise.all(racers.map((racer) => once(racer, "message")));
      for (let round = 1; round <= rounds; round += 1) {
        const results = racers.map(async (racer) => (await once(racer, "message"))[0]);
        for (const racer of racers) racer.send(`round ${round}`);
        const given = new Set((await Promise.all(results)).map((one) => JSON.stringify(one)));
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
      expect(names).toHaveLength(rounds);
      expect(new Set(names).size).toBe(rounds);
    } finally {
      await Promise.all(
        racers.map((racer) => {
          const gone = once(racer, "exit");
          racer.disconnect();
          return gone;
        }),
      );
      await Promise.all([under.close(), program.remove()]);
    }
  },
);

test.each(allStores)(
  `20 callers ensure one key at the same time, ${roundsInProcess} rounds, on the %s store: one embed, one URL`,
  async (_, open) => {
    const under = await open();
    try {
      const bench = await startBench();
      const stores = [under.store, await under.another()];
      for (let round = 1; round <= roundsInProcess; round += 1) {
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
