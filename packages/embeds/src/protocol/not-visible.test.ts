import { createInboxEmbeds, createKapsoClient } from "@shared/kapso-client";
import type { Fault } from "@shared/kapso-emulator";
import { describe, expect, test } from "vitest";
import { auditInboxEmbeds } from "../audit.ts";
import { memoryStore } from "../stores/memory.ts";
import type { EmbedStore } from "../stores/store.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { type Bench, startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { revokeInboxEmbed } from "./revoke.ts";
import { rotateInboxEmbed } from "./rotate.ts";

// The rule: an embed leaves its record only when the API said that it is revoked or expired, or
// when its successor is committed.

type Options = Bench["options"];

const dark = { scope_type: "project", name: "Desk", default_mode: "dark" } as const;

/** Mistakes in a replica's settings and outages: none proves that an embed has ended. */
const mistakes: [name: string, make: (bench: Bench) => Options | Promise<Options>][] = [
  ["the key of another project", async (bench) => (await bench.wrongProject()).options],
  [
    "a base URL where another service responds 404",
    ({ emulator, options }) => ({
      ...options,
      kapso: createKapsoClient({ apiKey: emulator.apiKey, baseUrl: `${emulator.url}/nothing` }),
    }),
  ],
  ["a 404 with a body of the API", failing({ kind: "status", status: 404 })],
  ["a gateway's 404 page", failing({ kind: "status", status: 404, shape: "html" })],
  [
    "a gateway's page with status 200",
    failing({ kind: "status", status: 200, body: "<html>Sign in</html>" }),
  ],
  [
    "a 200 with another embed",
    failing({
      kind: "status",
      status: 200,
      body: { data: { id: "550e8400-e29b-41d4-a716-446655440000", status: "revoked" } },
    }),
  ],
  ["a 401", failing({ kind: "status", status: 401 })],
  ["a 403", failing({ kind: "status", status: 403 })],
];

function failing(fault: Fault): (bench: Bench) => Options {
  return ({ emulator, options }) => {
    emulator.faults.add({ ...fault, method: "GET", times: 1_000 });
    return options;
  };
}

describe.each(mistakes)("%s", (_, make) => {
  test("ensure throws not_visible, and keeps the live embed through a healthy sweep", async () => {
    const bench = await startBench();
    const { id, embed_url } = await ensureInboxEmbed(bench.options);
    const mistaken = await make(bench);
    await expect(ensureInboxEmbed(mistaken)).rejects.toMatchObject({ code: "not_visible" });
    bench.emulator.faults.clear();
    await sweepInboxEmbeds({ ...bench.options, dryRun: false });
    expect((await bench.live())?.id).toBe(id);
    expect((await fetch(embed_url)).status).toBe(200);
    expect(await ensureInboxEmbed(bench.options)).toMatchObject({ id, how: "stored" });
    await bench.expectOne();
  });

  test('verify: "soft" returns the stored embed, and the error beside it', async () => {
    const bench = await startBench();
    const { embed_url } = await ensureInboxEmbed(bench.options);
    const mistaken = await make(bench);
    const given = await ensureInboxEmbed({ ...mistaken, verify: "soft" });
    expect(given).toMatchObject({ embed_url, how: "stored", problem: { code: "not_visible" } });
  });
});

describe("a PATCH that fails", () => {
  const faults: Fault[] = [
    { kind: "status", status: 404 },
    { kind: "status", status: 422 },
    { kind: "status", status: 503 },
    { kind: "reset", when: "before" },
    { kind: "status", status: 404, shape: "html" },
  ];
  test.each(
    faults.flatMap((fault) => [true, false, "soft" as const].map((verify) => ({ fault, verify }))),
  )("$fault, verify: $verify: the stored embed is returned with the drift", async (row) => {
    const bench = await startBench({ verify: row.verify });
    const first = await ensureInboxEmbed(bench.options);
    bench.emulator.faults.add({ ...row.fault, method: "PATCH" });
    const given = await ensureInboxEmbed({ ...bench.options, create: dark });
    expect(given).toMatchObject({ ...first, how: "stored", problem: { code: "not_patched" } });
    // The next call tries again.
    const next = await ensureInboxEmbed({ ...bench.options, create: dark });
    expect(next).toMatchObject({ id: first.id, how: "patched" });
    expect(next.problem).toBeUndefined();
    await bench.expectOne();
  });

  test("an assignee that does not exist does not end the embed", async () => {
    const bench = await startBench();
    const first = await ensureInboxEmbed(bench.options);
    const assigned_user_id = "00000000-0000-0000-0000-000000000000";
    const create = { scope_type: "project", name: "Desk", assigned_user_id } as const;
    const given = await ensureInboxEmbed({ ...bench.options, create });
    expect(given.embed_url).toBe(first.embed_url);
    expect(given.problem).toMatchObject({
      code: "not_patched",
      message: expect.stringContaining("assigned_user_id"),
    });
    await bench.expectOne();
  });
});

describe("an embed that has ended according to the API", () => {
  test("is renewed also when GET responds with 404 and the list of revoked embeds has it", async () => {
    const bench = await startBench();
    const first = await ensureInboxEmbed(bench.options);
    await createInboxEmbeds(bench.options.kapso).revoke(first.id);
    const path = `/inbox_embeds/${first.id}`;
    bench.emulator.faults.add({ kind: "status", status: 404, method: "GET", path, times: 10 });
    const second = await ensureInboxEmbed(bench.options);
    expect(second).toMatchObject({ how: "created" });
    await bench.expectOne();
  });

  test("is not one that a server lists as active, although the list was of revoked embeds", async () => {
    const bench = await startBench();
    const { id } = await ensureInboxEmbed(bench.options);
    const { kapso } = bench.options;
    const get = kapso.GET as (path: string, init: object, options: object) => unknown;
    const GET = ((path: string, init: { params: { query?: object } }, options: object) => {
      const query = { ...init.params.query, status: "active" };
      return get(path, init.params.query ? { ...init, params: { query } } : init, options);
    }) as unknown as typeof kapso.GET;
    const path = `/inbox_embeds/${id}`;
    bench.emulator.faults.add({ kind: "status", status: 404, method: "GET", path, times: 10 });
    const options = { ...bench.options, kapso: { ...kapso, GET } };
    await expect(ensureInboxEmbed(options)).rejects.toMatchObject({ code: "not_visible" });
  });

  test("stays in the record until its successor is committed", async () => {
    const bench = await startBench({ waitFor: 1_000 });
    const first = await ensureInboxEmbed(bench.options);
    await createInboxEmbeds(bench.options.kapso).revoke(first.id);
    bench.emulator.faults.add({ kind: "status", status: 422, method: "POST" });
    await expect(ensureInboxEmbed(bench.options)).rejects.toMatchObject({ status: 422 });
    expect((await bench.live())?.id).toBe(first.id);
    await ensureInboxEmbed(bench.options);
    await bench.expectOne();
  });
});

describe("the key of another project", () => {
  const day = 86_400_000;
  const soon = { scope_type: "project", name: "Desk" } as const;

  test.each([
    ["verify: true", true],
    ["verify: false", false],
    ['verify: "soft"', "soft"],
  ] as const)("creates nothing for a key whose embed has expired, %s", async (_, verify) => {
    const bench = await startBench();
    const create = () => ({ ...soon, expires_at: new Date(bench.clock.now() + day) });
    await ensureInboxEmbed({ ...bench.options, create });
    bench.clock.advance(2 * day);
    const wrong = await bench.wrongProject();
    await expect(ensureInboxEmbed({ ...wrong.options, create, verify })).rejects.toMatchObject({
      code: "not_visible",
    });
    await expect(rotateInboxEmbed({ ...wrong.options, create })).rejects.toMatchObject({
      code: "not_visible",
    });
    expect(wrong.emulator.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });

  test("creates nothing for a key that is new, where the deployment has another", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    const wrong = await bench.wrongProject();
    await expect(ensureInboxEmbed({ ...wrong.options, key: "new" })).rejects.toMatchObject({
      code: "not_visible",
    });
    expect(wrong.emulator.requests.filter(({ method }) => method === "POST")).toEqual([]);
    expect((await ensureInboxEmbed({ ...bench.options, key: "new" })).how).toBe("created");
  });

  test("creates nothing for a key that was revoked", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    await revokeInboxEmbed(bench.options);
    const wrong = await bench.wrongProject();
    await expect(ensureInboxEmbed(wrong.options)).rejects.toMatchObject({ code: "not_visible" });
    expect(wrong.emulator.requests.filter(({ method }) => method === "POST")).toEqual([]);
    await ensureInboxEmbed(bench.options);
    await bench.expectOne();
  });

  test("does not take the place of the project, when both create the first embed at once", async () => {
    const bench = await startBench();
    const wrong = await bench.wrongProject();
    const { store } = bench.options;
    let first: Promise<{ embed_url: string }> | undefined;
    // The other process commits for another key while the POST of this one is under way.
    const send = wrong.options.kapso.POST as (...call: unknown[]) => Promise<unknown>;
    const POST = (async (...call: unknown[]) => {
      first ??= ensureInboxEmbed({ ...bench.options, key: "other", store });
      await first;
      return send(...call);
    }) as typeof wrong.options.kapso.POST;
    const late = { ...wrong.options, kapso: { ...wrong.options.kapso, POST } };
    await expect(ensureInboxEmbed(late)).rejects.toMatchObject({ code: "not_visible" });
    const left = createInboxEmbeds(wrong.options.kapso).list({ status: "active" });
    for await (const { id } of left) expect(id).toBe("revoked");
    expect(await bench.live()).toBeNull();
  });

  test("does not revoke, and does not empty the record", async () => {
    const bench = await startBench();
    const { id, embed_url } = await ensureInboxEmbed(bench.options);
    const wrong = await bench.wrongProject();
    await expect(revokeInboxEmbed(wrong.options)).rejects.toMatchObject({ code: "not_visible" });
    expect((await bench.live())?.id).toBe(id);
    expect(await revokeInboxEmbed(bench.options)).toMatchObject({ revoked: [id] });
    expect((await fetch(embed_url)).status).toBe(410);
  });

  test("neither sweeps nor audits another project, in which the deployment's name is used too", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    const other = await bench.wrongProject();
    const production = { ...other.options, store: memoryStore() };
    const { embed_url } = await ensureInboxEmbed(production);
    // This replica has the store of the one and the key of the other.
    for (const dryRun of [true, false]) {
      await expect(sweepInboxEmbeds({ ...other.options, dryRun })).rejects.toMatchObject({
        code: "not_visible",
      });
    }
    await expect(auditInboxEmbeds(other.options)).rejects.toMatchObject({ code: "not_visible" });
    expect((await fetch(embed_url)).status).toBe(200);
  });

  test("a rotated key of the same project goes on", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    await createInboxEmbeds(bench.options.kapso).revoke((await bench.live())?.id ?? "");
    await ensureInboxEmbed({ ...bench.options, key: "new" });
    expect((await sweepInboxEmbeds(bench.options)).revoked).toEqual([]);
  });
});

describe("evidence that the store does not save", () => {
  test.each([1, 2])("%i times is saved by the next try, before the commit", async (failures) => {
    const bench = await startBench();
    const { store } = bench.options;
    let failed = 0;
    const failing: EmbedStore = {
      ...store,
      async compareAndSet(key, ...save) {
        if (key.startsWith("@project/") && failed < failures) {
          failed += 1;
          throw new Error("read-only");
        }
        return store.compareAndSet(key, ...save);
      },
    };
    await ensureInboxEmbed({ ...bench.options, store: failing });
    const wrong = await bench.wrongProject();
    await expect(ensureInboxEmbed({ ...wrong.options, key: "new" })).rejects.toMatchObject({
      code: "not_visible",
    });
    await bench.expectOne();
  });

  test("at all ends the call with the store's error, and revokes the new embed", async () => {
    const bench = await startBench();
    const { store } = bench.options;
    const failing: EmbedStore = {
      ...store,
      async compareAndSet(key, ...save) {
        if (key.startsWith("@project/")) throw new Error("read-only");
        return store.compareAndSet(key, ...save);
      },
    };
    await expect(ensureInboxEmbed({ ...bench.options, store: failing })).rejects.toThrow(
      "read-only",
    );
    expect(await bench.ids()).toEqual([]);
    expect(await bench.live()).toBeNull();
    await ensureInboxEmbed(bench.options);
    expect(bench.clock.waited).toEqual([]);
  });
});

describe("replaceMissing: true", () => {
  test("replaces an embed that is not visible", async () => {
    const bench = await startBench();
    const first = await ensureInboxEmbed(bench.options);
    const moved = await bench.wrongProject();
    const options = { ...moved.options, replaceMissing: true };
    const second = await ensureInboxEmbed(options);
    expect(second).toMatchObject({ how: "created" });
    expect(second.id).not.toBe(first.id);
    // From now on this is the deployment's project.
    expect(await ensureInboxEmbed(moved.options)).toMatchObject({ id: second.id, how: "stored" });
    expect(await ensureInboxEmbed({ ...moved.options, key: "new" })).toMatchObject({
      how: "created",
    });
    await expect(ensureInboxEmbed({ ...bench.options, key: "newer" })).rejects.toMatchObject({
      code: "not_visible",
    });
  });

  test("leaves an embed alone that is visible", async () => {
    const bench = await startBench({ replaceMissing: true });
    const { id } = await ensureInboxEmbed(bench.options);
    expect(await ensureInboxEmbed(bench.options)).toMatchObject({ id, how: "stored" });
  });
});

test("the error names the likely causes and what to do", async () => {
  const bench = await startBench();
  const { id } = await ensureInboxEmbed(bench.options);
  const wrong = await bench.wrongProject();
  const error: Error = await ensureInboxEmbed(wrong.options).then(
    () => new Error("It was returned."),
    (thrown) => thrown,
  );
  for (const part of [id, "another project", "baseUrl", "replaceMissing", '"soft"']) {
    expect(error.message).toContain(part);
  }
  expect(error.cause).toMatchObject({ status: 404 });
});
