import { createInboxEmbeds } from "@shared/kapso-client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ensureInboxEmbed } from "../protocol/ensure.ts";
import { rotateInboxEmbed } from "../protocol/rotate.ts";
import type { EmbedStore } from "../stores/store.ts";
import { startBench } from "../testing/bench.ts";
import { startPeriodicSweep } from "./periodic-sweep.ts";
import { sweepInboxEmbeds } from "./sweep.ts";

describe("a sweep", () => {
  test("reports what it would revoke, and revokes it only with dryRun: false", async () => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    const lost = await bench.orphan();
    const dry = await sweepInboxEmbeds(bench.options);
    expect(dry.revoked).toMatchObject([{ id: lost, key: "project" }]);
    expect(await bench.ids()).toEqual([id, lost].sort());
    const wet = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(wet.revoked).toEqual(dry.revoked);
    expect(await bench.ids()).toEqual([id]);
  });

  test.each([undefined, "", "*", "a b"])(
    "rejects %j as a deployment, and sends nothing",
    async (deployment) => {
      const bench = await startBench();
      const wrong = { ...bench.options, deployment: deployment as string, dryRun: false };
      await expect(sweepInboxEmbeds(wrong)).rejects.toMatchObject({ code: "input" });
      expect(bench.emulator.requests).toEqual([]);
    },
  );

  test("leaves embeds alone that are made by hand, by another deployment, or for another store's keys", async () => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    const byHand = await createInboxEmbeds(bench.options.kapso).create({
      scope_type: "project",
      name: "bench: by hand",
    });
    const staging = await bench.orphan({ deployment: "bench-staging" });
    const unknown = await bench.orphan({ key: "of another store" });
    const report = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(report.revoked).toEqual([]);
    expect(report.unknown.map((one) => one.id)).toEqual([unknown]);
    expect(await bench.ids()).toEqual([id, byHand.id, staging, unknown].sort());
  });

  test("does not revoke an embed that goes live after the sweep began", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    let rotated: string | undefined;
    const { kapso, store } = bench.options;
    // Claimed, created and committed after the sweep began, and listed nevertheless.
    const get = kapso.GET as (...call: unknown[]) => unknown;
    const GET = (async (...call: unknown[]) => {
      rotated ??= (await rotateInboxEmbed({ ...bench.options, kapso, store })).id;
      return get(...call);
    }) as typeof kapso.GET;
    await sweepInboxEmbeds({ ...bench.options, kapso: { ...kapso, GET }, dryRun: false });
    expect(await bench.ids()).toEqual([rotated]);
  });

  test("keeps an embed that is being created, and revokes an orphan beside it", async () => {
    const bench = await startBench();
    const old = await ensureInboxEmbed(bench.options);
    const lost = await bench.orphan();
    const { store } = bench.options;
    let swept: string[] | undefined;
    let saves = 0;
    const sweepBeforeCommit: EmbedStore = {
      ...store,
      async compareAndSet(...save) {
        saves += 1;
        if (saves === 2) {
          const { revoked } = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
          swept = revoked.map(({ id }) => id);
        }
        return store.compareAndSet(...save);
      },
    };
    const rotated = await rotateInboxEmbed({ ...bench.options, store: sweepBeforeCommit });
    expect(swept).toEqual([lost]);
    expect(rotated.revoked).toEqual([old.id]);
    expect(await bench.ids()).toEqual([rotated.id]);
  });

  test("goes through every page of the list", async () => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    for (let count = 0; count < 230; count += 1) await bench.orphan();
    const { revoked } = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(revoked).toHaveLength(230);
    expect(await bench.ids()).toEqual([id]);
  });

  test("that fails in part reports it, and the next sweep finishes it", async () => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    const lost = await bench.orphan();
    bench.emulator.faults.add({ kind: "status", status: 503, method: "DELETE", times: 3 });
    const report = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(report.failed).toMatchObject([{ embed: { id: lost }, error: { status: 503 } }]);
    await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(await bench.ids()).toEqual([id]);
  });
});

test("the periodic sweep goes on after a failure, and finds an embed that is orphaned later", async () => {
  const bench = await startBench();
  const { id } = await ensureInboxEmbed(bench.options);
  bench.emulator.faults.add({ kind: "status", status: 401, method: "GET" });
  const events: string[] = [];
  const found = new Promise<void>((resolve) => {
    const sweeping = startPeriodicSweep({
      ...bench.options,
      dryRun: false,
      every: 60_000,
      onError: () => {
        events.push("failed");
        void bench.orphan();
      },
      onReport: ({ revoked }) => {
        if (revoked.length === 0) return;
        events.push("revoked");
        resolve(sweeping.stop());
      },
    });
  });
  await found;
  expect(events).toEqual(["failed", "revoked"]);
  expect(bench.clock.waited[0]).toBe(60_000);
  expect(await bench.ids()).toEqual([id]);
});

test("the periodic sweep runs earlier when a record hints at it", async () => {
  const bench = await startBench();
  const old = await ensureInboxEmbed(bench.options);
  await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
  const revoked = await new Promise<string[]>((resolve) => {
    const sweeping = startPeriodicSweep({
      ...bench.options,
      dryRun: false,
      onReport: (report) => {
        if (report.revoked.length === 0) return;
        void sweeping.stop();
        resolve(report.revoked.map(({ id }) => id));
      },
    });
  });
  expect(revoked).toEqual([old.id]);
  expect(bench.clock.waited[0]).toBe(60_000);
});

test.each([
  ["onReport", true],
  ["onError", false],
] as const)("an %s that throws ends neither the sweeps nor the process", async (_, reports) => {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  const { requests, faults } = bench.emulator;
  expect(requests).toHaveLength(1);
  if (!reports) faults.add({ kind: "status", status: 401, method: "GET", times: 1_000 });
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => logged.mockRestore());
  let calls = 0;
  await new Promise<void>((resolve) => {
    const callback = (): never => {
      calls += 1;
      if (calls === 3) resolve(sweeping.stop());
      throw new Error("a fault in the callback");
    };
    const callbacks = reports ? { onReport: callback } : { onError: callback };
    const sweeping = startPeriodicSweep({ ...bench.options, every: 60_000, ...callbacks });
  });
  expect(calls).toBe(3);
  if (!reports) expect(logged).toHaveBeenCalled();
});
