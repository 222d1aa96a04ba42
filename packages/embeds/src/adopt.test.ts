import { createInboxEmbeds } from "@shared/kapso-client";
import { expect, test } from "vitest";
import { adoptInboxEmbed } from "./adopt.ts";
import { auditInboxEmbeds } from "./audit.ts";
import { ensureInboxEmbed } from "./protocol/ensure.ts";
import { revokeInboxEmbed } from "./protocol/revoke.ts";
import { rotateInboxEmbed } from "./protocol/rotate.ts";
import { sweepInboxEmbeds } from "./sweep/sweep.ts";
import { type Bench, startBench } from "./testing/bench.ts";

/** An embed that a program without this package created. */
async function createByHand({ options }: Bench) {
  const own = { scope_type: "project", name: "Desk", default_mode: "dark" } as const;
  return createInboxEmbeds(options.kapso).create(own);
}

test("an adopted embed keeps its URL, is ensured, swept around and rotated as any other", async () => {
  const bench = await startBench();
  const { id, embed_url } = await createByHand(bench);
  const adopted = await adoptInboxEmbed({ ...bench.options, id, embed_url });
  expect(adopted).toEqual({ id, how: "adopted" });
  expect((await bench.active())[0]?.name).toMatch(/^Desk \[bench:/);
  expect(await sweepInboxEmbeds({ ...bench.options, dryRun: false })).toMatchObject({
    revoked: [],
    unknown: [],
  });
  const { embeds } = await auditInboxEmbeds(bench.options);
  expect(embeds).toMatchObject([{ id, state: "live", key: "project" }]);
  const ensured = await ensureInboxEmbed(bench.options);
  expect(ensured).toMatchObject({ id, embed_url });
  expect(await ensureInboxEmbed(bench.options)).toMatchObject({ id, how: "stored" });
  expect((await rotateInboxEmbed(bench.options)).revoked).toEqual([id]);
  expect((await fetch(embed_url)).status).toBe(410);
  await bench.expectOne();
});

test("a second adoption changes nothing, except that it completes a rename that failed", async () => {
  const bench = await startBench();
  const { id, embed_url } = await createByHand(bench);
  bench.emulator.faults.add({ kind: "status", status: 503, method: "PATCH" });
  const adopt = () => adoptInboxEmbed({ ...bench.options, id, embed_url });
  await expect(adopt()).rejects.toMatchObject({ status: 503 });
  await sweepInboxEmbeds({ ...bench.options, dryRun: false });
  expect(await adopt()).toEqual({ id, how: "already" });
  expect(await adopt()).toEqual({ id, how: "already" });
  expect((await bench.active())[0]?.name).toMatch(/^Desk \[bench:/);
  await bench.expectOne();
});

test("a creation that is under way is orphaned by an adoption and returns the adopted embed", async () => {
  const bench = await startBench();
  const { id, embed_url } = await createByHand(bench);
  const { store } = bench.options;
  let adopted: Promise<unknown> | undefined;
  const slow: typeof store = {
    ...store,
    async compareAndSet(key, version, value) {
      if (value.includes('"embed_url"')) {
        adopted ??= adoptInboxEmbed({ ...bench.options, id, embed_url });
        await adopted;
      }
      return store.compareAndSet(key, version, value);
    },
  };
  expect(await ensureInboxEmbed({ ...bench.options, store: slow })).toMatchObject({ id });
  await bench.expectOne();
});

test("an embed that cannot be adopted is rejected, and nothing changes", async () => {
  const bench = await startBench();
  const live = await ensureInboxEmbed(bench.options);
  const { id, embed_url } = await createByHand(bench);
  const adopt = (given: object) => adoptInboxEmbed({ ...bench.options, id, embed_url, ...given });
  await expect(adopt({})).rejects.toMatchObject({ code: "occupied" });
  const other = { key: "other" };
  await expect(adopt({ ...other, id: live.id })).rejects.toMatchObject({
    code: "input",
    message: expect.stringContaining("This package created"),
  });
  for (const wrong of [
    { embed_url: "https://inbox.kapso.ai/" },
    { embed_url: undefined },
    { id: " " },
  ]) {
    await expect(adopt({ ...other, ...wrong })).rejects.toMatchObject({ code: "input" });
  }
  const missing = "00000000-0000-4000-8000-000000000000";
  await expect(adopt({ ...other, id: missing })).rejects.toMatchObject({ code: "not_visible" });
  const { options } = await bench.wrongProject();
  await expect(adopt({ ...other, kapso: options.kapso })).rejects.toMatchObject({
    code: "not_visible",
  });
  await createInboxEmbeds(bench.options.kapso).revoke(id);
  await expect(adopt(other)).rejects.toMatchObject({ code: "input" });
  expect(await bench.options.store.get("bench/other")).toBeUndefined();
  await revokeInboxEmbed(bench.options);
  expect(await bench.ids()).toEqual([]);
});
