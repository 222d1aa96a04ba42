import { describe, expect, test } from "vitest";
import { auditInboxEmbeds } from "../audit.ts";
import { hashKey, newNonce, writeName } from "../protocol/embed-name.ts";
import { ensureInboxEmbed } from "../protocol/ensure.ts";
import { revokeInboxEmbed } from "../protocol/revoke.ts";
import { rotateInboxEmbed } from "../protocol/rotate.ts";
import type { EmbedStore } from "../stores/store.ts";
import { type Bench, startBench } from "../testing/bench.ts";
import { startPeriodicSweep } from "./periodic-sweep.ts";
import { sweepInboxEmbeds } from "./sweep.ts";

const ids = async (bench: Bench) => (await bench.active()).map(({ id }) => id).sort();

/** An embed as a process leaves it that was killed before it saved it. */
async function orphan(
  { options }: Bench,
  { key = options.key, deployment = options.deployment } = {},
): Promise<string> {
  const name = writeName("Desk", { deployment, keyHash: await hashKey(key), nonce: newNonce() });
  const body = { inbox_embed: { scope_type: "project" as const, name } };
  const result = await options.kapso.POST("/inbox_embeds", { body });
  if (!result.ok) throw new Error(`create answered ${result.status}`);
  return result.data.data.id;
}

describe("a sweep", () => {
  test("says what it would revoke, and revokes it only when told", async () => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    const lost = await orphan(bench);
    const dry = await sweepInboxEmbeds(bench.options);
    expect(dry.revoked).toMatchObject([{ id: lost, key: "project" }]);
    expect(await ids(bench)).toEqual([id, lost].sort());
    const wet = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(wet.revoked).toEqual(dry.revoked);
    expect(await ids(bench)).toEqual([id]);
  });

  test.each([undefined, "", "*", "a b"])(
    "refuses %j as a deployment, and asks nothing",
    async (deployment) => {
      const bench = await startBench();
      const wrong = { ...bench.options, deployment: deployment as string, dryRun: false };
      await expect(sweepInboxEmbeds(wrong)).rejects.toMatchObject({ code: "input" });
      expect(bench.emulator.requests).toEqual([]);
    },
  );

  test("leaves alone what others made: by hand, another deployment, another store's keys", async () => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    const byHand = await bench.options.kapso.POST("/inbox_embeds", {
      body: { inbox_embed: { scope_type: "project", name: "bench: by hand" } },
    });
    const staging = await orphan(bench, { deployment: "bench-staging" });
    const unknown = await orphan(bench, { key: "of another store" });
    const report = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(report.revoked).toEqual([]);
    expect(report.unknown.map((one) => one.id)).toEqual([unknown]);
    expect(await ids(bench)).toEqual(
      [id, byHand.ok && byHand.data.data.id, staging, unknown].sort(),
    );
  });

  test("does not revoke what goes live after it began", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    let rotated: string | undefined;
    const { kapso, store } = bench.options;
    // Claimed, made and committed after the sweep began, and listed all the same.
    const get = kapso.GET as (...call: unknown[]) => unknown;
    const GET = (async (...call: unknown[]) => {
      rotated ??= (await rotateInboxEmbed({ ...bench.options, kapso, store })).id;
      return get(...call);
    }) as typeof kapso.GET;
    await sweepInboxEmbeds({ ...bench.options, kapso: { ...kapso, GET }, dryRun: false });
    expect(await ids(bench)).toEqual([rotated]);
  });

  test("keeps what somebody is creating, and revokes what was lost beside it", async () => {
    const bench = await startBench();
    const old = await ensureInboxEmbed(bench.options);
    const lost = await orphan(bench);
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
    expect(await ids(bench)).toEqual([rotated.id]);
  });

  test("goes through every page of the list", async () => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    for (let count = 0; count < 230; count += 1) await orphan(bench);
    const { revoked } = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(revoked).toHaveLength(230);
    expect(await ids(bench)).toEqual([id]);
  });

  test("that fails in part says so, and the next one finishes it", async () => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    const lost = await orphan(bench);
    bench.emulator.faults.add({ kind: "status", status: 503, method: "DELETE", times: 3 });
    const report = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(report.failed).toMatchObject([{ embed: { id: lost }, error: { status: 503 } }]);
    await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(await ids(bench)).toEqual([id]);
  });
});

test("the periodic sweep goes on after a failure, and finds what was left later", async () => {
  const bench = await startBench();
  const { id } = await ensureInboxEmbed(bench.options);
  bench.emulator.faults.add({ kind: "status", status: 401, method: "GET" });
  const told: string[] = [];
  const found = new Promise<void>((resolve) => {
    const sweeping = startPeriodicSweep({
      ...bench.options,
      dryRun: false,
      every: 60_000,
      onError: () => {
        told.push("failed");
        void orphan(bench);
      },
      onReport: ({ revoked }) => {
        if (revoked.length === 0) return;
        told.push("revoked");
        resolve(sweeping.stop());
      },
    });
  });
  await found;
  expect(told).toEqual(["failed", "revoked"]);
  expect(bench.clock.waited[0]).toBe(60_000);
  expect(await ids(bench)).toEqual([id]);
});

test("the periodic sweep comes earlier where a record hints at it", async () => {
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

test("revoke ends the key's embeds, the retiring and the lost ones too, and says which", async () => {
  const bench = await startBench();
  const first = await ensureInboxEmbed(bench.options);
  const second = await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
  const lost = await orphan(bench);
  const { revoked } = await revokeInboxEmbed(bench.options);
  expect(revoked.sort()).toEqual([first.id, second.id, lost].sort());
  expect(await ids(bench)).toEqual([]);
  expect((await bench.options.store.get("bench/project"))?.version).toBe(5);
  expect(await revokeInboxEmbed(bench.options)).toEqual({ revoked: [] });
});

test("the audit tells live, retiring, condemned and unknown apart, and what is missing", async () => {
  const bench = await startBench();
  const other = { ...bench.options, key: "other" };
  const old = await ensureInboxEmbed(bench.options);
  const live = await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
  const lost = await orphan(bench);
  const unknown = await orphan(bench, { key: "of another store" });
  const gone = await ensureInboxEmbed(other);
  await bench.options.kapso.DELETE("/inbox_embeds/{inbox_embed_id}", {
    params: { path: { inbox_embed_id: gone.id } },
  });
  const { embeds, missing } = await auditInboxEmbeds(bench.options);
  expect(Object.fromEntries(embeds.map(({ id, state }) => [id, state]))).toEqual({
    [old.id]: "retiring",
    [live.id]: "live",
    [lost]: "condemned",
    [unknown]: "unknown",
  });
  expect(missing).toEqual([{ key: "other", id: gone.id }]);
});
