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
