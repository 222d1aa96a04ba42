import { expect, test } from "vitest";
import { migrateDeployment } from "./migrate.ts";
import { ensureInboxEmbed } from "./protocol/ensure.ts";
import { revokeInboxEmbed } from "./protocol/revoke.ts";
import { rotateInboxEmbed } from "./protocol/rotate.ts";
import type { EmbedStore } from "./stores/store.ts";
import { sweepInboxEmbeds } from "./sweep/sweep.ts";
import { startBench } from "./testing/bench.ts";

const to = "bench-production";

test("the embeds go to the new deployment with their URLs, and sweeps of both revoke none", async () => {
  const bench = await startBench();
  const renamed = { ...bench.options, deployment: to };
  const first = await ensureInboxEmbed(bench.options);
  const second = await ensureInboxEmbed({ ...bench.options, key: "other" });
  const dry = await migrateDeployment({ ...bench.options, to });
  expect(dry).toMatchObject({ dryRun: true, moved: ["project", "other"] });
  expect(await bench.options.store.list()).not.toContain(`${to}/project`);
  const wet = await migrateDeployment({ ...bench.options, to, dryRun: false });
  expect(wet).toMatchObject({ moved: ["project", "other"], conflicts: [], notRenamed: [] });
  for (const { name } of await bench.active()) expect(name).toContain(`[${to}:`);
  for (const options of [bench.options, renamed]) {
    const { revoked } = await sweepInboxEmbeds({ ...options, dryRun: false });
    expect(revoked).toEqual([]);
    expect(await ensureInboxEmbed(options)).toEqual({ ...first, how: "stored" });
  }
  expect((await ensureInboxEmbed({ ...renamed, key: "other" })).id).toBe(second.id);
  expect(await migrateDeployment({ ...bench.options, to, dryRun: false })).toEqual(wet);
});

test("replicas with the old name go on with the records of the new one", async () => {
  const bench = await startBench();
  const renamed = { ...bench.options, deployment: to };
  await ensureInboxEmbed(bench.options);
  await migrateDeployment({ ...bench.options, to, dryRun: false });
  const rotated = await rotateInboxEmbed(bench.options);
  expect((await ensureInboxEmbed(renamed)).embed_url).toBe(rotated.embed_url);
  const again = await rotateInboxEmbed(bench.options);
  expect(again.revoked).toEqual([rotated.id]);
  expect(await bench.ids()).toEqual([again.id]);
  expect((await revokeInboxEmbed(bench.options)).revoked).toEqual([again.id]);
  expect(await bench.ids()).toEqual([]);
});

test("a creation that is under way ends in the new deployment", async () => {
  const bench = await startBench();
  const { store } = bench.options;
  await ensureInboxEmbed({ ...bench.options, key: "other" });
  let migrated: Promise<unknown> | undefined;
  const slow: EmbedStore = {
    ...store,
    async compareAndSet(key, version, value) {
      if (value.includes('"embed_url"')) {
        migrated ??= migrateDeployment({ ...bench.options, to, dryRun: false });
        await migrated;
      }
      return store.compareAndSet(key, version, value);
    },
  };
  const { id } = await ensureInboxEmbed({ ...bench.options, store: slow });
  const renamed = { ...bench.options, deployment: to };
  expect((await ensureInboxEmbed(renamed)).id).toBe(id);
  expect(await bench.ids()).toHaveLength(2);
});

test("a migration that is killed at any save is finished by the next, without a second embed", async () => {
  for (let killed = 1; killed <= 4; killed += 1) {
    const bench = await startBench();
    const { store } = bench.options;
    const first = await ensureInboxEmbed(bench.options);
    let saves = 0;
    const dying: EmbedStore = {
      ...store,
      async compareAndSet(...save) {
        saves += 1;
        if (saves >= killed) throw new Error("The process is dead.");
        return store.compareAndSet(...save);
      },
      get: async (key) => {
        if (saves >= killed) throw new Error("The process is dead.");
        return store.get(key);
      },
    };
    await migrateDeployment({ ...bench.options, to, dryRun: false, store: dying }).catch(
      () => undefined,
    );
    await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect((await ensureInboxEmbed(bench.options)).id).toBe(first.id);
    await migrateDeployment({ ...bench.options, to, dryRun: false });
    expect((await ensureInboxEmbed({ ...bench.options, deployment: to })).id).toBe(first.id);
    expect(await bench.ids()).toEqual([first.id]);
  }
});

test("a key that both deployments have is reported, and left alone", async () => {
  const bench = await startBench();
  const renamed = { ...bench.options, deployment: to };
  const old = await ensureInboxEmbed(bench.options);
  const own = await ensureInboxEmbed(renamed);
  const report = await migrateDeployment({ ...bench.options, to, dryRun: false });
  expect(report).toMatchObject({ moved: [], conflicts: ["project"] });
  expect((await ensureInboxEmbed(bench.options)).id).toBe(old.id);
  expect((await ensureInboxEmbed(renamed)).id).toBe(own.id);
});

test("an embed that could not be renamed is reported, and the next run renames it", async () => {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  bench.emulator.faults.add({ kind: "status", status: 404, method: "PATCH" });
  const first = await migrateDeployment({ ...bench.options, to, dryRun: false });
  expect(first.notRenamed).toMatchObject([{ key: "project", error: { status: 404 } }]);
  const second = await migrateDeployment({ ...bench.options, to, dryRun: false });
  expect(second.notRenamed).toEqual([]);
  expect((await bench.active())[0]?.name).toContain(`[${to}:`);
});

test("the key of another project migrates nothing", async () => {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  const { options } = await bench.wrongProject();
  await expect(migrateDeployment({ ...options, to, dryRun: false })).rejects.toMatchObject({
    code: "not_visible",
  });
  await expect(migrateDeployment({ ...bench.options, to: "bench" })).rejects.toMatchObject({
    code: "input",
  });
  expect((await bench.options.store.list()).sort()).toEqual(["@project/bench", "bench/project"]);
});
