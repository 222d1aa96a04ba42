import { describe, expect, test } from "vitest";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { startBench } from "../testing/bench.ts";
import { checkKey, hashKey, newNonce, readableName, readName, writeName } from "./embed-name.ts";
import { ensureInboxEmbed } from "./ensure.ts";

describe("a name", () => {
  test("has the part for people first, and a short tag at its end", async () => {
    const tag = { deployment: "shop-production", keyHash: await hashKey("a"), nonce: newNonce() };
    const name = writeName("Support desk", tag);
    expect(name).toMatch(/^Support desk \[shop-production:[\w-]{11}:[\w-]{16}\]$/);
    expect(name.length).toBeLessThanOrEqual("Support desk".length + 48);
    expect(readName(name)).toEqual(tag);
    expect(readName(writeName(null, tag))).toEqual(tag);
    expect(readName(writeName("Desk [shop]", tag))).toEqual(tag);
  });

  test.each([null, "", "Desk", "Desk [shop]", "Desk [shop:0123:4567]", "Desk [a:b:c] more"])(
    "%j has no tag",
    (name) => {
      expect(readName(name)).toBeUndefined();
    },
  );

  test("is cut between characters", () => {
    const family = "👨‍👩‍👧‍👦";
    for (let letters = 60; letters <= 80; letters += 1) {
      const name = readableName("x".repeat(letters) + family.repeat(3));
      expect(name).not.toMatch(/\p{Surrogate}/u);
      expect(name).toMatch(/^x+(?:👨‍👩‍👧‍👦)*$/u);
      expect(name.length).toBeLessThanOrEqual(80);
    }
  });

  test("holds no half of a character", () => {
    expect(readableName("Desk \uD83D")).toBe("Desk \uFFFD");
  });
});

describe("a key with a lone surrogate", () => {
  test("is rejected, since all of them have the same hash", async () => {
    expect(await hashKey("\uD800")).toBe(await hashKey("\uD801"));
    expect(() => checkKey("customer:\uD800")).toThrow("half a character");
    expect(checkKey("customer:👍")).toBe("customer:👍");
  });

  test("that an earlier version accepted does not make a sweep revoke the embed of another", async () => {
    const bench = await startBench({ key: "\uFFFD" });
    const { id } = await ensureInboxEmbed(bench.options);
    const { store } = bench.options;
    const earlier = await bench.orphan({ key: "\uD800" });
    const record = JSON.parse((await store.get("bench/\uFFFD"))?.value ?? "");
    const value = JSON.stringify({ ...record, live: { ...record.live, id: earlier } });
    await store.compareAndSet("bench/\uD800", 0, value);
    const report = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(report.revoked).toEqual([]);
    expect(await bench.ids()).toEqual([id, earlier].sort());
  });
  test("and whose record cannot be read keeps a sweep from revoking the embeds of both", async () => {
    const bench = await startBench({ key: "\uFFFD" });
    const { id } = await ensureInboxEmbed(bench.options);
    const earlier = await bench.orphan({ key: "\uD800" });
    await bench.options.store.compareAndSet("bench/\uD800", 0, "not a record");
    const report = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect(report.unreadable).toMatchObject([{ key: "\uD800" }, { key: "\uD800" }]);
    expect(await bench.ids()).toEqual([id, earlier].sort());
  });
});
