import { inspect } from "node:util";
import { createInboxEmbeds } from "@shared/kapso-client";
import type { Fault } from "@shared/kapso-emulator";
import { describe, expect, test } from "vitest";
import { memoryStore } from "../stores/memory.ts";
import type { EmbedStore } from "../stores/store.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { type Bench, startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { revokeInboxEmbed } from "./revoke.ts";
import { rotateInboxEmbed } from "./rotate.ts";

function posts({ emulator }: Bench): number {
  return emulator.requests.filter(({ method }) => method === "POST").length;
}

/** A long time-out for the first POST, which may get no response: the others need it on a busy machine. */
function withShortFirstPost({ options }: Bench): Bench["options"] {
  const { kapso } = options;
  const post = kapso.POST as (path: string, init: object, options: object) => unknown;
  let posted = 0;
  const POST = ((path: string, init: object, given: object) => {
    posted += 1;
    const short = posted === 1 && { timeout: 500, totalTimeout: 500 };
    return post(path, init, { ...given, ...short });
  }) as typeof kapso.POST;
  return { ...options, kapso: { ...kapso, POST } };
}

/** Whether a save is of a key's record, and not of the deployment's project. */
function isOfKey(storeKey: string): boolean {
  return storeKey.startsWith("bench/");
}

describe("an embed that works", () => {
  test("is created once, and returned from the store after that", async () => {
    const bench = await startBench();
    const first = await ensureInboxEmbed(bench.options);
    const second = await ensureInboxEmbed(bench.options);
    expect(first.how).toBe("created");
    expect(second).toEqual({ ...first, how: "stored" });
    expect(posts(bench)).toBe(1);
    expect((await fetch(second.embed_url)).status).toBe(200);
  });

  test("has its deployment and a hash of its key in its name, and not the key", async () => {
    const bench = await startBench({ key: "customer:jane@example.com" });
    await ensureInboxEmbed(bench.options);
    const [embed] = await bench.active();
    expect(embed?.name).toMatch(/^Desk \[bench:[\w-]{11}:[\w-]{16}\]$/);
  });

  test("is not printed", async () => {
    const bench = await startBench();
    const given = await ensureInboxEmbed(bench.options);
    expect(inspect(given)).not.toContain(given.embed_url);
    expect(JSON.parse(JSON.stringify(given)).embed_url).toBe(given.embed_url);
  });

  test("is the same embed when the API writes its id in another case", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    const { kapso } = bench.options;
    const get = kapso.GET as (...call: unknown[]) => Promise<{ data: { data: { id: string } } }>;
    const GET = (async (...call: unknown[]) => {
      const result = await get(...call);
      result.data.data.id = result.data.data.id.toUpperCase();
      return result;
    }) as unknown as typeof kapso.GET;
    const given = await ensureInboxEmbed({ ...bench.options, kapso: { ...kapso, GET } });
    expect(given.how).toBe("stored");
  });

  test("is not looked up with verify: false", async () => {
    const bench = await startBench({ verify: false });
    await ensureInboxEmbed(bench.options);
    await ensureInboxEmbed(bench.options);
    expect(bench.emulator.requests).toHaveLength(1);
  });

  test("is returned although the API is down", async () => {
    const bench = await startBench();
    const first = await ensureInboxEmbed(bench.options);
    bench.emulator.faults.add({ kind: "status", status: 503, times: 9 });
    expect((await ensureInboxEmbed(bench.options)).id).toBe(first.id);
  });
});

describe("an embed that does not work any more", () => {
  test("is renewed and revoked when it has expired, or is about to", async () => {
    const bench = await startBench();
    const lifetime = 10 * 60_000;
    const options = {
      ...bench.options,
      create: () => ({
        scope_type: "project" as const,
        expires_at: new Date(bench.clock.now() + lifetime),
      }),
    };
    const first = await ensureInboxEmbed(options);
    bench.clock.advance(lifetime - 60_001);
    expect((await ensureInboxEmbed(options)).id).toBe(first.id);
    bench.clock.advance(2);
    const second = await ensureInboxEmbed(options);
    expect(second).toMatchObject({ how: "created" });
    expect(second.id).not.toBe(first.id);
    await bench.expectOne();
  });

  test("is renewed when it was revoked outside", async () => {
    const bench = await startBench();
    const first = await ensureInboxEmbed(bench.options);
    await createInboxEmbeds(bench.options.kapso).revoke(first.id);
    const second = await ensureInboxEmbed(bench.options);
    expect(second.id).not.toBe(first.id);
    await bench.expectOne();
  });

  test("is renewed once by many processes that notice at the same time", async () => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    await createInboxEmbeds(bench.options.kapso).revoke(id);
    // On the machine's clock no lease runs out while they wait, so that none takes over.
    const patient = { ...bench.options, clock: undefined };
    const given = await Promise.all(Array.from({ length: 8 }, () => ensureInboxEmbed(patient)));
    expect(new Set(given.map((one) => one.embed_url)).size).toBe(1);
    expect(posts(bench)).toBe(2);
    await bench.expectOne();
  });
});

describe("an embed that differs from create", () => {
  test.each([
    ["list of origins", { allowed_origins: ["https://new.example.com"] }],
    ["mode", { default_mode: "dark" }],
    ["assignee", { assigned_user_id: "550e8400-e29b-41d4-a716-446655440000" }],
    ["language", { language: "es" }],
  ] as const)("is patched when create has another %s, and keeps its URL", async (_, change) => {
    const bench = await startBench();
    const first = await ensureInboxEmbed(bench.options);
    const create = { scope_type: "project", name: "Desk", ...change } as const;
    const changed = await ensureInboxEmbed({ ...bench.options, create });
    expect(changed).toEqual({ ...first, how: "patched" });
    expect((await bench.active())[0]).toMatchObject(change);
    expect(await ensureInboxEmbed({ ...bench.options, create })).toEqual({
      ...first,
      how: "stored",
    });
  });

  test("is patched back when it was changed outside", async () => {
    const allowed_origins = ["https://app.example.com"];
    const bench = await startBench({ create: { scope_type: "project", allowed_origins } });
    const { id } = await ensureInboxEmbed(bench.options);
    await createInboxEmbeds(bench.options.kapso).update(id, { allowed_origins: [] });
    expect(await ensureInboxEmbed(bench.options)).toMatchObject({ id, how: "patched" });
    expect((await bench.active())[0]).toMatchObject({ allowed_origins });
  });

  test("is refused when create has another scope, since it shows other conversations", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    const phone = { scope_type: "phone_number", scope_id: "1234567890" } as const;
    const ofPhone = { ...bench.options, key: "phone", create: phone };
    await ensureInboxEmbed(ofPhone);
    for (const wrong of [
      { ...bench.options, create: phone },
      { ...ofPhone, create: { ...phone, scope_id: "1234567891" } },
      { ...ofPhone, create: { scope_type: "customer" as const, scope_id: crypto.randomUUID() } },
    ]) {
      await expect(ensureInboxEmbed(wrong)).rejects.toMatchObject({ code: "scope_changed" });
    }
    expect(posts(bench)).toBe(2);
  });
});

describe("a POST whose outcome is unknown", () => {
  const faults: [name: string, fault: Fault, orphans: number][] = [
    ["a reset after the commit", { kind: "reset", when: "after" }, 1],
    ["a reset before it", { kind: "reset", when: "before" }, 0],
    ["a 502 after the commit", { kind: "status", status: 502, when: "after", shape: "html" }, 1],
    ["half a response", { kind: "half-body" }, 1],
    ["a commit that lands late", { kind: "late", ms: 5_000 }, 1],
    ["a time-out after the commit", { kind: "delay", ms: 60_000, when: "after" }, 1],
  ];
  test.each(faults)(
    "%s: one embed is returned, and a sweep leaves no other",
    async (_, fault, orphans) => {
      const bench = await startBench();
      bench.emulator.clock.freeze();
      bench.emulator.faults.add({ ...fault, method: "POST" });
      const { id } = await ensureInboxEmbed(withShortFirstPost(bench));
      await bench.emulator.clock.advance(60_000);
      const report = await sweepInboxEmbeds({ ...bench.options, dryRun: false });
      expect(report.revoked).toHaveLength(orphans);
      expect((await bench.live())?.id).toBe(id);
      await bench.expectOne();
    },
  );

  test("each POST has a separate name", async () => {
    const bench = await startBench();
    bench.emulator.faults.add({ kind: "reset", when: "after", method: "POST", times: 2 });
    await ensureInboxEmbed(bench.options);
    expect(new Set((await bench.active()).map(({ name }) => name)).size).toBe(3);
  });

  test("the record hints when a sweep will find the orphan that it left", async () => {
    const bench = await startBench();
    bench.emulator.faults.add({ kind: "reset", when: "after", method: "POST" });
    await ensureInboxEmbed(bench.options);
    const { sweepAfter } = await sweepInboxEmbeds(bench.options);
    expect(sweepAfter).toBeGreaterThan(bench.clock.now() + 590_000);
    bench.clock.advance(600_001);
    await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect((await sweepInboxEmbeds(bench.options)).sweepAfter).toBeNull();
  });

  test("rejects a name that the API shortened, since no sweep would find the embed again", async () => {
    const bench = await startBench();
    const { kapso } = bench.options;
    const post = kapso.POST as (...call: unknown[]) => Promise<{ data: { data: object } }>;
    const POST = (async (...call: unknown[]) => {
      const result = await post(...call);
      Object.assign(result.data.data, { name: "Desk bench:0123" });
      return result;
    }) as typeof kapso.POST;
    const cutting = { ...bench.options, kapso: { ...kapso, POST } };
    await expect(ensureInboxEmbed(cutting)).rejects.toMatchObject({ code: "name_changed" });
    expect(await bench.active()).toEqual([]);
    await ensureInboxEmbed(bench.options);
    expect(bench.clock.waited).toEqual([]);
  });

  test("a rejection is thrown at once, and leaves no claim that others would wait for", async () => {
    const bench = await startBench();
    bench.emulator.faults.add({ kind: "status", status: 422, method: "POST" });
    await expect(ensureInboxEmbed(bench.options)).rejects.toMatchObject({ status: 422 });
    await ensureInboxEmbed(bench.options);
    expect(bench.clock.waited).toEqual([]);
  });

  test("an API that stays down ends the call after waitFor", async () => {
    const bench = await startBench({ waitFor: 5_000 });
    bench.emulator.faults.add({ kind: "status", status: 503, method: "POST", times: 1_000 });
    await expect(ensureInboxEmbed(bench.options)).rejects.toThrow();
    const waited = bench.clock.waited.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeLessThan(5_500);
  });

  test("a 429 is retried after its Retry-After", async () => {
    const bench = await startBench();
    bench.emulator.faults.add({
      kind: "status",
      status: 429,
      headers: { "Retry-After": "7" },
      method: "POST",
    });
    await ensureInboxEmbed(bench.options);
    expect(bench.clock.waited).toEqual([7_000]);
    await bench.expectOne();
  });
});

test("a POST that created nothing is not counted as a creation", async () => {
  const bench = await startBench();
  bench.emulator.faults.add({ kind: "status", status: 429, method: "POST", times: 5 });
  expect(await ensureInboxEmbed(bench.options)).toMatchObject({ how: "created" });
  expect(posts(bench)).toBe(6);
  await bench.expectOne();
});

describe("a save whose outcome is unknown", () => {
  /** Fails the save of that number, before or after it was applied. */
  function failing(number: number, applied: boolean, inner: EmbedStore): EmbedStore {
    let saves = 0;
    return {
      ...inner,
      async compareAndSet(...save) {
        saves += isOfKey(save[0]) ? 1 : 0;
        if (saves !== number || !isOfKey(save[0])) return inner.compareAndSet(...save);
        if (applied) await inner.compareAndSet(...save);
        throw new Error("connection lost");
      },
    };
  }

  test.each([
    [1, "claim", true],
    [1, "claim", false],
    [2, "commit", true],
    [2, "commit", false],
  ] as const)(
    "save %i, the %s, applied: %s: one embed, and none revoked that another process holds",
    async (number, _, applied) => {
      const inner = memoryStore();
      const bench = await startBench({ store: failing(number, applied, inner) });
      const { id } = await ensureInboxEmbed(bench.options);
      expect((await bench.live())?.id).toBe(id);
      expect(posts(bench)).toBe(1);
      await bench.expectOne();
    },
  );

  test("when the store cannot be read either, nothing is revoked and nothing returned", async () => {
    const inner = memoryStore();
    let saves = 0;
    const store: EmbedStore = {
      ...inner,
      async get(key) {
        if (saves >= 2) throw new Error("connection lost");
        return inner.get(key);
      },
      async compareAndSet(...save) {
        saves += isOfKey(save[0]) ? 1 : 0;
        const saved = await inner.compareAndSet(...save);
        if (saves === 2) throw new Error("connection lost");
        return saved;
      },
    };
    const bench = await startBench({ store });
    await expect(ensureInboxEmbed(bench.options)).rejects.toMatchObject({ code: "save_unknown" });
    const methods = bench.emulator.requests.map(({ method }) => method);
    expect(methods).toEqual(["POST"]);
    const healthy = { ...bench.options, store: inner };
    expect(await ensureInboxEmbed(healthy)).toMatchObject({ how: "stored" });
  });
});

describe("a process that sleeps while others go on", () => {
  /** Stops before the save of that number until `wake` is called. */
  function sleepy(number: number, inner: EmbedStore) {
    let fallAsleep = () => {};
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      fallAsleep = resolve;
    });
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let saves = 0;
    const store: EmbedStore = {
      ...inner,
      async compareAndSet(...save) {
        saves += isOfKey(save[0]) ? 1 : 0;
        if (saves === number && isOfKey(save[0])) {
          fallAsleep();
          await woken;
        }
        return inner.compareAndSet(...save);
      },
    };
    return { store, asleep, wake };
  }

  test("before its commit: the takeover orphans its embed, and it returns the other embed", async () => {
    const inner = memoryStore();
    const bench = await startBench({ store: inner });
    const { store, asleep, wake } = sleepy(2, inner);
    const sleeping = ensureInboxEmbed({ ...bench.options, store });
    await asleep;
    bench.clock.advance(60_000);
    const other = await ensureInboxEmbed(bench.options);
    wake();
    expect((await sleeping).embed_url).toBe(other.embed_url);
    await bench.expectOne();
  });

  test("before the commit of a rotation that another overtook: both return the same embed", async () => {
    const inner = memoryStore();
    const bench = await startBench({ store: inner });
    await ensureInboxEmbed(bench.options);
    const { store, asleep, wake } = sleepy(2, inner);
    const sleeping = rotateInboxEmbed({ ...bench.options, store });
    await asleep;
    bench.clock.advance(60_000);
    const other = await rotateInboxEmbed(bench.options);
    wake();
    expect((await sleeping).embed_url).toBe(other.embed_url);
    await bench.expectOne();
  });

  test("within its lease others wait, and give up after waitFor", async () => {
    const inner = memoryStore();
    const bench = await startBench({ store: inner, waitFor: 10_000 });
    const { store, asleep, wake } = sleepy(2, inner);
    const sleeping = ensureInboxEmbed({ ...bench.options, store });
    await asleep;
    await expect(ensureInboxEmbed(bench.options)).rejects.toMatchObject({ code: "timed_out" });
    expect(posts(bench)).toBe(1);
    wake();
    await sleeping;
    await bench.expectOne();
  });
});

describe("an embed that changed in the meantime", () => {
  test("is renewed when its end was moved outside to within the skew", async () => {
    const bench = await startBench();
    const first = await ensureInboxEmbed(bench.options);
    const expires_at = new Date(bench.clock.now() + 30_000);
    await createInboxEmbeds(bench.options.kapso).update(first.id, { expires_at });
    expect(await ensureInboxEmbed(bench.options)).toMatchObject({ how: "created" });
    await bench.expectOne();
  });

  test("is not returned when a rotation replaced it during the PATCH", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    const { kapso } = bench.options;
    const patch = kapso.PATCH as (...call: unknown[]) => unknown;
    let rotated: Promise<{ id: string }> | undefined;
    const PATCH = (async (...call: unknown[]) => {
      const patched = await patch(...call);
      rotated ??= rotateInboxEmbed(bench.options);
      await rotated;
      return patched;
    }) as typeof kapso.PATCH;
    const create = { scope_type: "project", name: "Desk", default_mode: "dark" } as const;
    const given = await ensureInboxEmbed({ ...bench.options, kapso: { ...kapso, PATCH }, create });
    expect(given).toMatchObject({ id: (await rotated)?.id, how: "patched" });
    await bench.expectOne();
  });

  test.each([
    ["its key was revoked", false],
    ["its key got an embed of another scope", true],
  ])("is not returned after a renewal that failed, when %s meanwhile", async (_, isReplaced) => {
    const bench = await startBench();
    const create = () =>
      ({ scope_type: "project", expires_at: new Date(bench.clock.now() + 600_000) }) as const;
    await ensureInboxEmbed({ ...bench.options, create });
    bench.clock.advance(550_000);
    const { kapso } = bench.options;
    const post = kapso.POST as (...call: unknown[]) => unknown;
    const POST = (async (...call: unknown[]) => {
      await revokeInboxEmbed(bench.options);
      const other = { scope_type: "phone_number", scope_id: "1234567890" } as const;
      if (isReplaced) await ensureInboxEmbed({ ...bench.options, create: other });
      bench.emulator.faults.add({ kind: "status", status: 422, method: "POST" });
      return post(...call);
    }) as typeof kapso.POST;
    const options = { ...bench.options, create, kapso: { ...kapso, POST } };
    await expect(ensureInboxEmbed(options)).rejects.toMatchObject({ status: 422 });
  });
});

test("an expired embed that cannot be revoked does not fail the renewal", async () => {
  const bench = await startBench();
  const create = () =>
    ({ scope_type: "project", expires_at: new Date(bench.clock.now() + 3_600_000) }) as const;
  await ensureInboxEmbed({ ...bench.options, create });
  bench.clock.advance(3_600_000);
  bench.emulator.faults.add({ kind: "status", status: 403, method: "DELETE" });
  expect(await ensureInboxEmbed({ ...bench.options, create })).toMatchObject({ how: "created" });
});

test("with waitFor: 0 a stored embed is still looked up", async () => {
  const bench = await startBench();
  const { id } = await ensureInboxEmbed(bench.options);
  const given = await ensureInboxEmbed({ ...bench.options, waitFor: 0 });
  expect(given).toMatchObject({ id, how: "stored" });
  expect(given.problem).toBeUndefined();
});

test.each([
  ["no deployment", { deployment: "" }],
  ["a deployment with a colon, which separates the parts of a name", { deployment: "a:b" }],
  ["a blank key", { key: " " }],
])("%s is rejected before anything is read or sent", async (_, wrong) => {
  const bench = await startBench();
  await expect(ensureInboxEmbed({ ...bench.options, ...wrong })).rejects.toMatchObject({
    code: "input",
  });
  expect(bench.emulator.requests).toHaveLength(0);
});
