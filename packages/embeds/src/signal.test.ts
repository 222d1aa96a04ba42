import { createInboxEmbeds, createKapsoClient, type KapsoClient } from "@shared/kapso-client";
import { describe, expect, test } from "vitest";
import { adoptInboxEmbed } from "./adopt.ts";
import { auditInboxEmbeds } from "./audit.ts";
import { migrateDeployment } from "./migrate.ts";
import { ensureInboxEmbed } from "./protocol/ensure.ts";
import { readRecord } from "./protocol/record.ts";
import { revokeInboxEmbed } from "./protocol/revoke.ts";
import { rotateInboxEmbed } from "./protocol/rotate.ts";
import { sweepInboxEmbeds } from "./sweep/sweep.ts";
import { type Bench, startBench } from "./testing/bench.ts";

type Options = Bench["options"];
type Verb = "GET" | "POST" | "PATCH" | "DELETE";
type Call = (path: string, init: object, options: { signal?: AbortSignal }) => unknown;

/** The options of a client that calls `onRequest` before each request. */
function observed(
  options: Options,
  onRequest: (verb: Verb, signal: AbortSignal | undefined) => void,
): Options {
  const verbs = (["GET", "POST", "PATCH", "DELETE"] as const).map((verb) => {
    const call = options.kapso[verb] as Call;
    const send: Call = (path, init, given) => {
      onRequest(verb, given.signal);
      return call(path, init, given);
    };
    return [verb, send];
  });
  return { ...options, kapso: Object.fromEntries(verbs) as unknown as KapsoClient };
}

const dark = { scope_type: "project", default_mode: "dark" } as const;

const functions: [name: string, act: (options: Options) => Promise<unknown>, verbs: string[]][] = [
  ["ensure that creates", (o) => ensureInboxEmbed({ ...o, key: "new" }), ["GET", "POST"]],
  ["ensure that patches", (o) => ensureInboxEmbed({ ...o, create: dark }), ["GET", "PATCH"]],
  ["rotate", (o) => rotateInboxEmbed(o), ["GET", "POST", "DELETE"]],
  ["revoke", (o) => revokeInboxEmbed({ ...o, list: true }), ["GET", "DELETE"]],
  ["sweep", (o) => sweepInboxEmbeds({ ...o, dryRun: false }), ["GET", "DELETE"]],
  ["audit", (o) => auditInboxEmbeds(o), ["GET"]],
  ["migrate", (o) => migrateDeployment({ ...o, to: "other", dryRun: false }), ["GET", "PATCH"]],
];

test.each(functions)("%s gives its signal to every request", async (_, act, verbs) => {
  const bench = await startBench();
  await ensureInboxEmbed(bench.options);
  await bench.orphan();
  const { signal } = new AbortController();
  const sent = new Map<string, boolean>();
  const options = observed({ ...bench.options, signal }, (verb, given) => {
    sent.set(verb, given === signal && sent.get(verb) !== false);
  });
  await act(options);
  expect(Object.fromEntries(sent)).toEqual(Object.fromEntries(verbs.map((verb) => [verb, true])));
});

test("adopt gives its signal to every request", async () => {
  const bench = await startBench();
  const { id, embed_url } = await createInboxEmbeds(bench.options.kapso).create({
    scope_type: "project",
  });
  const { signal } = new AbortController();
  const options = observed({ ...bench.options, signal }, (_, given) => {
    expect(given).toBe(signal);
  });
  await adoptInboxEmbed({ ...options, id, embed_url });
  await bench.expectOne();
});

describe("a call that is aborted", () => {
  const stopped = new Error("stopped");

  /** Aborts when the first request with this verb is sent. */
  function abortedAt(verb: Verb, options: Options): Options {
    const stop = new AbortController();
    return observed({ ...options, signal: stop.signal }, (sent) => {
      if (sent === verb) stop.abort(stopped);
    });
  }

  test("during its PATCH ends, and returns no stored embed", async () => {
    const { options } = await startBench();
    await ensureInboxEmbed(options);
    const call = ensureInboxEmbed({ ...abortedAt("PATCH", options), create: dark });
    await expect(call).rejects.toBe(stopped);
  });

  test("during the renewal of an embed that still works ends, and leaves no claim", async () => {
    const { clock, emulator, options } = await startBench();
    const create = () =>
      ({ scope_type: "project", expires_at: new Date(clock.now() + 600_000) }) as const;
    await ensureInboxEmbed({ ...options, create });
    clock.advance(550_000);
    const stop = new AbortController();
    const kapso = createKapsoClient({
      apiKey: emulator.apiKey,
      baseUrl: `${emulator.url}/platform/v1`,
      fetch: (url, init) => {
        const sent = fetch(url, init);
        if (init.method === "POST") stop.abort(stopped);
        return sent;
      },
    });
    const call = ensureInboxEmbed({ ...options, create, kapso, signal: stop.signal });
    await expect(call).rejects.toMatchObject({ family: "aborted", mayHaveHappened: true });
    const { record } = await readRecord(options.store, "bench/project");
    expect(record.creating).toBeNull();
  });

  test("before it empties a record keeps the record", async () => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    const call = revokeInboxEmbed(abortedAt("GET", bench.options));
    await expect(call).rejects.toBe(stopped);
    await bench.expectOne();
  });
});
