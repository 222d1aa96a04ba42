import { expect, test } from "vitest";
import type { EmbedStore } from "../stores/store.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { type Bench, startBench } from "../testing/bench.ts";
import { readName } from "./embed-name.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { keeps, readRecord } from "./record.ts";
import { revokeInboxEmbed } from "./revoke.ts";
import { rotateInboxEmbed } from "./rotate.ts";

type Options = Bench["options"];
type Call = (path: string, init: never, options: never) => Promise<{ data: { data: object } }>;

/** A client that notes each embed that it revokes while the record keeps the embed. */
function watched(bench: Bench) {
  const { kapso, store } = bench.options;
  const send = kapso.DELETE as unknown as Call;
  let revoked = 0;
  const kept: string[] = [];
  const DELETE: Call = async (path, init, options) => {
    const { inbox_embed_id: id } = (init as { params: { path: Record<string, string> } }).params
      .path;
    const { name } = (await bench.active()).find((embed) => embed.id === id) ?? {};
    const { record } = await readRecord(store, "bench/project");
    revoked += 1;
    if (keeps(record, { id: id ?? "", nonce: readName(name)?.nonce ?? "" })) kept.push(id ?? "");
    return send(path, init, options);
  };
  return {
    options: { ...bench.options, kapso: { ...kapso, DELETE } as never },
    kept,
    count: () => revoked,
  };
}

const actions: [name: string, act: (options: Options, bench: Bench) => Promise<unknown>][] = [
  ["rotate", (options) => rotateInboxEmbed(options)],
  ["revoke", (options) => revokeInboxEmbed(options)],
  [
    "sweep, of an embed whose grace has ended",
    async (options, { clock }) => {
      await rotateInboxEmbed({ ...options, grace: 60_000 });
      clock.advance(60_000);
      await sweepInboxEmbeds({ ...options, dryRun: false });
    },
  ],
  [
    "rotate, of an embed whose name the API changed",
    async (options) => {
      const send = options.kapso.POST as unknown as Call;
      const POST: Call = async (...call) => {
        const result = await send(...call);
        Object.assign(result.data.data, { name: "changed" });
        return result;
      };
      const changing = { ...options, kapso: { ...options.kapso, POST } as never };
      await expect(rotateInboxEmbed(changing)).rejects.toMatchObject({ code: "name_changed" });
    },
  ],
  [
    "rotate, of an embed whose evidence cannot be saved",
    async (options) => {
      await options.store.compareAndSet("@project/bench", 1, '{"format":1,"ids":[]}');
      const store: EmbedStore = {
        ...options.store,
        async compareAndSet(key, ...save) {
          if (key.startsWith("@")) throw new Error("read-only");
          return options.store.compareAndSet(key, ...save);
        },
      };
      await rotateInboxEmbed({ ...options, store }).catch(() => undefined);
    },
  ],
];

test.each(actions)("%s: the embed leaves its record before it is revoked", async (_, act) => {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  const { options, kept, count } = watched(bench);
  await act(options, bench);
  expect(count()).toBe(1);
  expect(kept).toEqual([]);
});
