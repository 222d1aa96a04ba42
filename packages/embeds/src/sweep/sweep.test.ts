import { createInboxEmbeds } from "@shared/kapso-client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ensureInboxEmbed } from "../protocol/ensure.ts";
import { rotateInboxEmbed } from "../protocol/rotate.ts";
import type { EmbedStore } from "../stores/store.ts";
import { startBench } from "../testing/bench.ts";
import { type PeriodicSweep, startPeriodicSweep } from "./periodic-sweep.ts";
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

  test("that is dry reports an embed whose grace has ended, and writes nothing", async () => {
    const bench = await startBench();
    const old = await ensureInboxEmbed(bench.options);
    await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
    bench.clock.advance(60_000);
    const before = await bench.options.store.get("bench/project");
    const { revoked } = await sweepInboxEmbeds(bench.options);
    expect(revoked).toMatchObject([{ id: old.id }]);
    expect(await bench.options.store.get("bench/project")).toEqual(before);
    expect(await bench.ids()).toContain(old.id);
  });

  test("returns the earliest of the hints", async () => {
    const bench = await startBench();
    for (const [key, grace] of [
      ["a", 60_000],
      ["b", 30_000],
      ["c", 90_000],
    ] as const) {
      await ensureInboxEmbed({ ...bench.options, key });
      await rotateInboxEmbed({ ...bench.options, key, grace });
    }
    const { sweepAfter } = await sweepInboxEmbeds(bench.options);
    expect(sweepAfter).toBe(bench.clock.now() + 30_000);
  });

  test("does not call a key unknown that was added during the list", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    const { kapso } = bench.options;
    const get = kapso.GET as (...call: unknown[]) => unknown;
    let added: Promise<unknown> | undefined;
    const GET = (async (...call: unknown[]) => {
      added ??= ensureInboxEmbed({ ...bench.options, key: "added" });
      await added;
      return get(...call);
    }) as typeof kapso.GET;
    const report = await sweepInboxEmbeds({ ...bench.options, kapso: { ...kapso, GET } });
    expect(report).toMatchObject({ unknown: [], revoked: [] });
  });

  test("of a given key that the store does not have revokes its embeds", async () => {
    const bench = await startBench();
    const lost = await bench.orphan({ key: "gone" });
    const options = { ...bench.options, keys: ["gone"], dryRun: false };
    expect(await sweepInboxEmbeds(options)).toMatchObject({ revoked: [{ id: lost }], unknown: [] });
  });

  test("reports an embed once that two pages of the list show", async () => {
    const bench = await startBench();
    const lost = await bench.orphan({ key: "gone" });
    const { kapso } = bench.options;
    const get = kapso.GET as (...call: unknown[]) => Promise<{ data: { data: unknown[] } }>;
    const GET = (async (...call: unknown[]) => {
      const page = await get(...call);
      page.data.data = [...page.data.data, ...page.data.data];
      return page;
    }) as unknown as typeof kapso.GET;
    const options = { ...bench.options, kapso: { ...kapso, GET }, keys: ["gone"] };
    expect((await sweepInboxEmbeds(options)).revoked).toMatchObject([{ id: lost }]);
  });

  test("counts an embed as revoked that ended between the list and its DELETE", async () => {
    const bench = await startBench();
    const lost = await bench.orphan({ key: "gone" });
    bench.emulator.faults.add({ kind: "status", status: 404, method: "DELETE" });
    const options = { ...bench.options, keys: ["gone"], dryRun: false };
    expect(await sweepInboxEmbeds(options)).toMatchObject({ revoked: [{ id: lost }], failed: [] });
  });

  test("keeps the hint while an embed could not be revoked", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
    bench.clock.advance(60_000);
    const due = bench.clock.now();
    bench.emulator.faults.add({ kind: "status", status: 403, method: "DELETE" });
    const options = { ...bench.options, dryRun: false };
    expect(await sweepInboxEmbeds(options)).toMatchObject({ revoked: [], sweepAfter: due });
    expect(await sweepInboxEmbeds(options)).toMatchObject({ failed: [], sweepAfter: null });
    expect((await sweepInboxEmbeds(options)).sweepAfter).toBeNull();
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

/** The first waits of a periodic sweep of a bench with an embed whose grace has ended. */
async function firstWaits(dryRun: boolean): Promise<number[]> {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
  bench.clock.advance(120_000);
  bench.emulator.faults.add({ kind: "status", status: 403, method: "DELETE" });
  let sweeps = 0;
  await new Promise<void>((resolve) => {
    const sweeping = startPeriodicSweep({
      ...bench.options,
      dryRun,
      every: 3_600_000,
      onReport: () => {
        sweeps += 1;
        if (sweeps === 3) resolve(sweeping.stop());
      },
    });
  });
  return bench.clock.waited;
}

test("the periodic sweep pauses for a second at least, also with a hint that has passed", async () => {
  expect(await firstWaits(false)).toEqual([1_000, 3_600_000]);
});

test("the periodic sweep does not run earlier for a hint when it is dry", async () => {
  expect(await firstWaits(true)).toEqual([3_600_000, 3_600_000]);
});

test("stop ends a sweep that is under way, which is no error", async () => {
  const bench = await startBench();
  const { kapso } = bench.options;
  const errors: unknown[] = [];
  let sweeping: PeriodicSweep | undefined;
  await new Promise<void>((resolve) => {
    const GET = ((_path: string, _init: object, { signal }: { signal: AbortSignal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        resolve();
      })) as unknown as typeof kapso.GET;
    const onError = (error: unknown) => {
      errors.push(error);
      resolve();
    };
    sweeping = startPeriodicSweep({ ...bench.options, kapso: { ...kapso, GET }, onError });
  });
  await sweeping?.stop();
  expect(errors).toEqual([]);
});

test("stop ends the wait between two sweeps", async () => {
  const bench = await startBench();
  const { clock } = bench.options;
  let sweeping: PeriodicSweep | undefined;
  const signal = await new Promise<AbortSignal | undefined>((resolve) => {
    const sleep = (_: number, given?: AbortSignal) => {
      resolve(given);
      return new Promise<void>((_, reject) => {
        if (!given) reject(new Error("no signal"));
        given?.addEventListener("abort", () => reject(given.reason));
      });
    };
    sweeping = startPeriodicSweep({ ...bench.options, clock: { ...clock, sleep } });
  });
  await sweeping?.stop();
  expect(signal?.aborted).toBe(true);
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
