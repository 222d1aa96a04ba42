import { expect, test } from "vitest";
import { startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { revokeInboxEmbed } from "./revoke.ts";
import { rotateInboxEmbed } from "./rotate.ts";

test("revoke ends the key's embeds, also retiring and orphaned ones, and returns their ids", async () => {
  const bench = await startBench();
  const first = await ensureInboxEmbed(bench.options);
  const second = await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
  const lost = await bench.orphan();
  const { revoked } = await revokeInboxEmbed(bench.options);
  expect(revoked.sort()).toEqual([first.id, second.id, lost].sort());
  expect(await bench.ids()).toEqual([]);
  expect((await bench.options.store.get("bench/project"))?.version).toBe(5);
  expect(await revokeInboxEmbed(bench.options)).toEqual({ revoked: [], notVisible: [] });
});

test("revoke goes on after an embed that cannot be revoked, and throws the API's error", async () => {
  const bench = await startBench();
  const first = await ensureInboxEmbed(bench.options);
  const second = await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
  const path = `/inbox_embeds/${second.id}`;
  bench.emulator.faults.add({ kind: "status", status: 403, method: "DELETE", path });
  await expect(revokeInboxEmbed(bench.options)).rejects.toMatchObject({ status: 403 });
  expect(await bench.ids()).toEqual([second.id]);
  expect(first.id).not.toBe(second.id);
});

test("a process that dies between the commit of a rotation and its DELETE leaves a hint, so that revoke goes through the list", async () => {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  bench.emulator.faults.add({ kind: "status", status: 403, method: "DELETE" });
  const { notRevoked } = await rotateInboxEmbed(bench.options);
  expect(notRevoked).toHaveLength(1);
  await revokeInboxEmbed(bench.options);
  expect(await bench.ids()).toEqual([]);
});
