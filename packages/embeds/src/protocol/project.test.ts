import { createInboxEmbeds } from "@shared/kapso-client";
import { describe, expect, test } from "vitest";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { type Bench, startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";

async function evidence({ options }: Bench): Promise<string[]> {
  const stored = await options.store.get("@project/bench");
  return JSON.parse(stored?.value ?? "{}").ids;
}

async function createThree({ options }: Bench): Promise<string[]> {
  const ids: string[] = [];
  for (const key of ["a", "b", "c"]) ids.unshift((await ensureInboxEmbed({ ...options, key })).id);
  return ids;
}

describe("the evidence of a deployment's project", () => {
  test("is the ids of its first three embeds", async () => {
    const bench = await startBench();
    const three = await createThree(bench);
    await ensureInboxEmbed({ ...bench.options, key: "d" });
    expect(await evidence(bench)).toEqual(three);
  });

  test.each([
    ["GET shows it as revoked", false],
    ["only the list of revoked embeds shows it", true],
  ])("gets a newer id after one was revoked, where %s", async (_, hidden) => {
    const bench = await startBench();
    const [newest = "", second, oldest = ""] = await createThree(bench);
    const { revoke } = createInboxEmbeds(bench.options.kapso);
    for (const id of [newest, second ?? "", oldest]) {
      await revoke(id);
      const path = `/inbox_embeds/${id}`;
      if (hidden) bench.emulator.faults.add({ kind: "status", status: 404, method: "GET", path });
    }
    const { id } = await ensureInboxEmbed({ ...bench.options, key: "d" });
    expect(await evidence(bench)).toEqual([id, newest, second]);
  });

  test("of another format is not overwritten", async () => {
    const bench = await startBench();
    const value = JSON.stringify({ format: 2, ids: [] });
    await bench.options.store.compareAndSet("@project/bench", 0, value);
    await expect(ensureInboxEmbed(bench.options)).rejects.toMatchObject({
      code: "unreadable_record",
    });
    expect((await bench.options.store.get("@project/bench"))?.value).toBe(value);
  });
});

describe("an API that does not respond to the check of the project", () => {
  test("is not mistaken for another project", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    bench.emulator.faults.add({ kind: "status", status: 503, method: "GET", times: 1_000 });
    await expect(sweepInboxEmbeds(bench.options)).rejects.toMatchObject({ status: 503 });
  });

  test("ends the call with the API's error after waitFor", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    bench.emulator.faults.add({ kind: "status", status: 503, method: "GET", times: 100_000 });
    const call = ensureInboxEmbed({ ...bench.options, key: "new", waitFor: 2_000 });
    await expect(call).rejects.toMatchObject({ status: 503 });
    const waited = bench.clock.waited.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThan(1_000);
  });

  test("is called again after its Retry-After", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    const headers = { "Retry-After": "70" };
    bench.emulator.faults.add({ kind: "status", status: 429, method: "GET", headers });
    await ensureInboxEmbed({ ...bench.options, key: "new" });
    expect(bench.clock.waited).toEqual([70_000]);
  });

  test("and one that refuses the key shows another project", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    bench.emulator.faults.add({ kind: "status", status: 403, method: "GET", times: 1_000 });
    await expect(sweepInboxEmbeds(bench.options)).rejects.toMatchObject({ code: "not_visible" });
  });
});
