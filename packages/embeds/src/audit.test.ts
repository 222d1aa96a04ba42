import { createInboxEmbeds } from "@shared/kapso-client";
import { expect, test } from "vitest";
import { auditInboxEmbeds } from "./audit.ts";
import { ensureInboxEmbed } from "./protocol/ensure.ts";
import { rotateInboxEmbed } from "./protocol/rotate.ts";
import { startBench } from "./testing/bench.ts";

test("the audit distinguishes live, retiring, orphaned, unknown and missing embeds", async () => {
  const bench = await startBench();
  const other = { ...bench.options, key: "other" };
  const old = await ensureInboxEmbed(bench.options);
  const live = await rotateInboxEmbed({ ...bench.options, grace: 60_000 });
  const lost = await bench.orphan();
  const unknown = await bench.orphan({ key: "of another store" });
  const gone = await ensureInboxEmbed(other);
  await createInboxEmbeds(bench.options.kapso).revoke(gone.id);
  const { embeds, missing } = await auditInboxEmbeds(bench.options);
  expect(Object.fromEntries(embeds.map(({ id, state }) => [id, state]))).toEqual({
    [old.id]: "retiring",
    [live.id]: "live",
    [lost]: "orphaned",
    [unknown]: "unknown",
  });
  expect(missing).toEqual([{ key: "other", id: gone.id }]);
});
