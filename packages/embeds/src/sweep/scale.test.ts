import { createKapsoClient } from "@shared/kapso-client";
import { startEmulator } from "@shared/kapso-emulator";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { expect, onTestFinished, test } from "vitest";
import { auditInboxEmbeds } from "../audit.ts";
import { concurrently } from "../concurrently.ts";
import { hashKey, newNonce, writeName } from "../protocol/embed-name.ts";
import { emptyRecord, type LiveEmbed, recordKey, writeRecord } from "../protocol/record.ts";
import { revokeInboxEmbed } from "../protocol/revoke.ts";
import { memoryStore } from "../stores/memory.ts";
import type { EmbedStore } from "../stores/store.ts";
import { sweepInboxEmbeds } from "./sweep.ts";

const keyCount = isFullLevel ? 10_000 : 300;
const orphanCount = keyCount / 10;
const deployment = "scale";

/** A deployment with many keys, one embed each, and an orphan of each tenth key. */
async function startScale() {
  const keys = Array.from({ length: keyCount }, (_, index) => `customer:${index}`);
  const embedOf = async (key: string) => {
    const nonce = newNonce();
    const name = writeName("Desk", { deployment, keyHash: await hashKey(key), nonce });
    return { key, nonce, name };
  };
  const live = await Promise.all(keys.map(embedOf));
  const orphans = await Promise.all(keys.slice(0, orphanCount).map(embedOf));
  const things = [...live, ...orphans].map(({ name }) => ({
    inbox_embed: { scope_type: "project", name },
  }));
  const emulator = await startEmulator({ things: { "/inbox_embeds": things } });
  onTestFinished(() => emulator.close());
  let requests = 0;
  const kapso = createKapsoClient({
    apiKey: emulator.apiKey,
    baseUrl: `${emulator.url}/platform/v1`,
    hooks: { onRequest: () => void requests++ },
  });
  const idByName = new Map<string, string>();
  const list = kapso.inboxEmbeds.list({ per_page: 100 }, { maxPages: 1_000 });
  for await (const { name, id } of list) idByName.set(name ?? "", id);

  // A store a millisecond away, which counts.
  const inner = memoryStore();
  const counts = { reads: 0, saves: 0, underWay: 0, most: 0 };
  const away = async <T>(what: "reads" | "saves", act: () => Promise<T>): Promise<T> => {
    counts[what] += 1;
    counts.underWay += 1;
    counts.most = Math.max(counts.most, counts.underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    counts.underWay -= 1;
    return act();
  };
  const store: EmbedStore = {
    list: () => inner.list(),
    get: (key) => away("reads", () => inner.get(key)),
    compareAndSet: (...save) => away("saves", () => inner.compareAndSet(...save)),
  };
  await concurrently(live, 100, async ({ key, nonce, name }) => {
    const embed: LiveEmbed = {
      id: idByName.get(name) ?? "",
      nonce,
      embed_url: "https://inbox.example/embed/x",
      expires_at: null,
      scope_type: "project",
      scope_id: null,
      asked: "{}",
      actual: "{}",
    };
    const record = writeRecord({ ...emptyRecord, live: embed });
    await inner.compareAndSet(recordKey(deployment, key), 0, record);
  });
  emulator.faults.add({ kind: "rate-limit", per_minute: 1_000 });
  requests = 0;
  return { options: { kapso, store, deployment }, counts, requests: () => requests };
}

test(`sweep, audit and revoke of ${keyCount} keys read each record once or twice, 16 at a time`, async () => {
  const { options, counts, requests } = await startScale();
  const figures: Record<string, unknown>[] = [];
  const measured = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
    const before = { ...counts, requests: requests() };
    counts.most = 0;
    const began = performance.now();
    const result = await act();
    figures.push({
      what,
      seconds: ((performance.now() - began) / 1_000).toFixed(1),
      requests: requests() - before.requests,
      reads: counts.reads - before.reads,
      saves: counts.saves - before.saves,
      "at once": counts.most,
    });
    return result;
  };
  const pages = Math.ceil((keyCount + orphanCount) / 100);

  const audit = await measured("audit", () => auditInboxEmbeds(options));
  expect(audit.embeds).toHaveLength(keyCount + orphanCount);
  expect(figures.at(-1)).toMatchObject({ requests: pages, reads: 2 * keyCount + 1, "at once": 16 });

  const dry = await measured("dry sweep", () => sweepInboxEmbeds(options));
  expect(dry.revoked).toHaveLength(orphanCount);
  expect(figures.at(-1)).toMatchObject({ requests: pages, reads: keyCount + 1, saves: 0 });

  // One embed of each: the record names it, so that nothing is listed.
  const key = `customer:${keyCount - 1}`;
  const { revoked } = await measured("revoke", () => revokeInboxEmbed({ ...options, key }));
  expect(revoked).toHaveLength(1);
  expect(figures.at(-1)).toMatchObject({ requests: 2 });

  // Beyond the rate limit the client waits as long as the API says, or the next sweep goes on.
  let left = orphanCount;
  for (let sweep = 1; left > 0; sweep += 1) {
    const wet = await measured(`sweep ${sweep}`, () =>
      sweepInboxEmbeds({ ...options, dryRun: false }),
    );
    left -= wet.revoked.length;
    expect(left).toBe(wet.failed.length);
  }
  console.table(figures);
});
