import { execFile } from "node:child_process";
import { createKapsoClient, type InboxEmbed } from "@shared/kapso-client";
import { type Emulator, startEmulator } from "@shared/kapso-emulator";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EmbedStore } from "../stores/store.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import type { Action, ActorOrder } from "../testing/actor.ts";
import { type Bundle, bundleProgram } from "../testing/bundle.ts";
import { sharedStores, type TestStore } from "../testing/stores.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { readRecord, recordKey } from "./record.ts";
import { rotateInboxEmbed } from "./rotate.ts";

const hour = 3_600_000;
const key = "project";
const origins = ["https://desk.example.com"];

interface Scenario {
  action: Action;
  from: string;
  ahead: number;
  prepare(deployment: string): Promise<void>;
}

interface Row {
  step: string;
  left: string;
  recovered: string;
}

let actor: Bundle;
beforeAll(async () => {
  actor = await bundleProgram("actor");
});
afterAll(() => actor?.remove());

/** The indices of the steps to kill at: the last step of each name, at the full level every step. */
function indicesToKillAt(steps: readonly string[]): number[] {
  if (isFullLevel) return [...steps.keys()];
  return [...new Set(steps)].map((step) => steps.lastIndexOf(step));
}

describe.each(sharedStores)("killed at a step, on the %s store", (store, open) => {
  let emulator: Emulator;
  let under: TestStore;
  beforeAll(async () => {
    emulator = await startEmulator();
    emulator.clock.freeze();
    under = await open();
  });
  afterAll(async () => {
    await under?.close();
    await emulator?.close();
  });

  const optionsFor = (deployment: string, ahead = 0, store: EmbedStore = under.store) => ({
    kapso: createKapsoClient({
      apiKey: emulator.apiKey,
      baseUrl: `${emulator.url}/platform/v1`,
      backoff: false,
    }),
    store,
    deployment,
    key,
    create: { scope_type: "project", name: "Desk", allowed_origins: origins } as const,
    clock: { now: () => Date.now() + ahead, sleep: async () => {} },
  });

  /** A store of a process that dies after its POST: the commit never arrives. */
  const dyingAfterClaim = (): EmbedStore => {
    let saves = 0;
    const dead = async (): Promise<never> => {
      throw new Error("The process is dead.");
    };
    return {
      get: (key) => (saves > 1 ? dead() : under.store.get(key)),
      compareAndSet: (...save) => {
        if (!save[0].startsWith("@project/")) saves += 1;
        return saves > 1 ? dead() : under.store.compareAndSet(...save);
      },
      list: () => under.store.list(),
    };
  };
  const ensure = (deployment: string) => ensureInboxEmbed(optionsFor(deployment));
  const dieInEnsure = (deployment: string) =>
    expect(ensureInboxEmbed(optionsFor(deployment, 0, dyingAfterClaim()))).rejects.toMatchObject({
      code: "save_unknown",
    });
  const dieInRotate = (deployment: string) =>
    expect(rotateInboxEmbed(optionsFor(deployment, 0, dyingAfterClaim()))).rejects.toThrow();

  const scenarios: Scenario[] = [
    { action: "ensure", from: "nothing", ahead: 0, prepare: async () => {} },
    {
      action: "ensure",
      from: "another process's crash after its POST",
      ahead: hour,
      prepare: dieInEnsure,
    },
    {
      action: "ensure",
      from: "an embed that was revoked upstream",
      ahead: 0,
      async prepare(deployment) {
        const { id } = await ensure(deployment);
        await optionsFor(deployment).kapso.inboxEmbeds.revoke(id);
      },
    },
    {
      action: "ensure",
      from: "an embed whose origins were changed upstream",
      ahead: 0,
      async prepare(deployment) {
        const { id } = await ensure(deployment);
        const changes = { allowed_origins: ["https://other.example.com"] };
        await optionsFor(deployment).kapso.inboxEmbeds.update(id, changes);
      },
    },
    {
      action: "rotate",
      from: "a live embed",
      ahead: 0,
      prepare: async (d) => void (await ensure(d)),
    },
    {
      action: "rotate",
      from: "another process's crash in a rotation",
      ahead: hour,
      async prepare(deployment) {
        await ensure(deployment);
        await dieInRotate(deployment);
      },
    },
    {
      action: "rotate with grace",
      from: "a live embed",
      ahead: 0,
      prepare: async (d) => void (await ensure(d)),
    },
    {
      action: "sweep",
      from: "a live embed, an orphan, and a grace that ran out",
      ahead: hour,
      async prepare(deployment) {
        await ensure(deployment);
        await rotateInboxEmbed({ ...optionsFor(deployment), grace: 60_000 });
        await dieInRotate(deployment);
      },
    },
    {
      action: "revoke",
      from: "a live embed and another process's unfinished rotation",
      ahead: 0,
      async prepare(deployment) {
        await ensure(deployment);
        await dieInRotate(deployment);
      },
    },
  ];

  let deployments = 0;
  const act = (scenario: Scenario, deployment: string, killAt?: number) => {
    if (!under.address) throw new Error("Another process cannot open this store.");
    const order: ActorOrder = {
      address: under.address,
      emulator: { url: emulator.url, apiKey: emulator.apiKey },
      deployment,
      key,
      origins,
      action: scenario.action,
      ahead: scenario.ahead,
      ...(killAt !== undefined && { killAt }),
    };
    return new Promise<{ signal: string | undefined; steps: string[] }>((resolve, reject) => {
      const env = { ...process.env, ORDER: JSON.stringify(order) };
      execFile(process.execPath, [actor.path], { env }, (error, stdout, stderr) => {
        if (error && error.signal !== "SIGKILL") reject(new Error(stderr));
        else resolve({ signal: error?.signal ?? undefined, steps: JSON.parse(stdout || "[]") });
      });
    });
  };

  const active = async (deployment: string): Promise<InboxEmbed[]> => {
    const found: InboxEmbed[] = [];
    const { inboxEmbeds } = optionsFor(deployment).kapso;
    for await (const embed of inboxEmbeds.list({ status: "active" }, { maxPages: 100 })) {
      if (embed.name?.includes(`[${deployment}:`)) found.push(embed);
    }
    return found;
  };
  const stateOf = async (deployment: string): Promise<string> => {
    const { record } = await readRecord(under.store, recordKey(deployment, key));
    const upstream = (await active(deployment)).length;
    const parts = [record.live && "live", record.creating && "creating"].filter(Boolean).join("+");
    return `${parts || "empty"} / ${upstream} active`;
  };
  const recover = async (deployment: string): Promise<void> => {
    const options = optionsFor(deployment, 2 * hour);
    await sweepInboxEmbeds({ ...options, dryRun: false });
    await ensureInboxEmbed(options);
  };
  /** S1, S3, S5: one embed is live, the store holds it, and its stored URL opens. */
  const check = async (deployment: string): Promise<void> => {
    const { record } = await readRecord(under.store, recordKey(deployment, key));
    expect((await active(deployment)).map(({ id }) => id)).toEqual([record.live?.id]);
    expect((await fetch(record.live?.embed_url ?? "")).status).toBe(200);
  };

  // At the plain level the stores take turns.
  const turn = sharedStores.findIndex(([name]) => name === store);
  const chosen = scenarios.filter(
    (_, index) => isFullLevel || index % sharedStores.length === turn,
  );
  test.each(chosen)("$action from $from: recovery leaves one live embed", async (scenario) => {
    const newDeployment = async () => {
      deployments += 1;
      const deployment = `crash-${deployments}`;
      await scenario.prepare(deployment);
      return deployment;
    };
    const { steps } = await act(scenario, await newDeployment());
    expect(steps.length).toBeGreaterThan(5);

    const table: Row[] = [];
    for (const killAt of indicesToKillAt(steps)) {
      const step = steps[killAt] ?? "";
      const deployment = await newDeployment();
      expect((await act(scenario, deployment, killAt)).signal).toBe("SIGKILL");
      const left = await stateOf(deployment);
      await recover(deployment);
      await check(deployment);
      if (step.endsWith("lands late")) {
        await emulator.clock.advance(5_000);
        await recover(deployment);
        await check(deployment);
      }
      table.push({ step, left, recovered: await stateOf(deployment) });
    }
    console.log(`${scenario.action} from ${scenario.from}: killed at ${table.length} steps`);
    if (isFullLevel) console.table(table);
  });
});
