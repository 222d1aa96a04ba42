import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { createKapsoClient } from "@shared/kapso-client";
import { type Emulator, type Fault, startEmulator } from "@shared/kapso-emulator";
import pg from "pg";
import { createClient } from "redis";
import { ensureInboxEmbed } from "../../protocol/ensure.ts";
import { readRecord } from "../../protocol/record.ts";
import { sweepInboxEmbeds } from "../../sweep/sweep.ts";
import { bundleProgram } from "../bundle.ts";
import type { StoreAddress } from "../open-address.ts";
import { sharedStores, type TestStore } from "../stores.ts";
import type { ReplicaOrder, ReplicaReport } from "./replica.ts";

// Chaos over the stores that several processes can use: replicas with clocks apart are killed at
// random, some have another project's key or a wrong base URL, the API fails, the store is read-only
// for a while. Afterwards everything recovers, and nothing may be lost.

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    /** Names of stores; all that there are without it. */
    store: { type: "string", multiple: true },
  },
});

const deployment = "chaos";
const keptKeys = ["a", "b", "c", "d", "e"];
const revokedKeys = ["revoked 1", "revoked 2"];
const clocks = [-60_000, -30_000, 0, 30_000, 60_000];

/** Each for a share of the requests. */
const upstreamFaults: Fault[] = [
  { kind: "reset", when: "after", share: 0.02 },
  { kind: "reset", when: "before", share: 0.02 },
  { kind: "status", status: 503, when: "after", share: 0.02 },
  { kind: "late", ms: 1_500, method: "POST", share: 0.03 },
  { kind: "late", ms: 1_500, method: "DELETE", share: 0.03 },
  { kind: "half-body", method: "POST", share: 0.02 },
  { kind: "delay", ms: 300, share: 0.03 },
  { kind: "status", status: 404, shape: "html", share: 0.03 },
  {
    kind: "status",
    status: 404,
    shape: "error",
    method: "GET",
    path: "/inbox_embeds/*",
    share: 0.03,
  },
  { kind: "status", status: 404, shape: "error", method: "PATCH", share: 0.2 },
  { kind: "status", status: 422, method: "PATCH", share: 0.2 },
  { kind: "status", status: 500, method: "PATCH", share: 0.2 },
];

interface Outcome {
  store: string;
  seconds: number;
  calls: number;
  failures: Record<string, number>;
  kills: number;
  readOnlyPhases: number;
  embedsCreated: number;
  urlsGiven: number;
  /** Each of these must be 0. */
  liveRevoked: number;
  orphans: number;
  lostSecrets: number;
  inAnotherProject: number;
}

const clientOf = ({ url, apiKey }: Emulator) =>
  createKapsoClient({ apiKey, baseUrl: `${url}/platform/v1` });

async function activeIds(emulator: Emulator): Promise<string[]> {
  const ids: string[] = [];
  const list = clientOf(emulator).inboxEmbeds.list({ status: "active" }, { maxPages: 10_000 });
  for await (const { id } of list) ids.push(id);
  return ids.sort();
}

/** Makes the store itself refuse to write: the database, where it can, otherwise the replicas. */
async function readOnlySwitch(
  address: StoreAddress,
  tell: (readOnly: boolean) => void,
): Promise<(readOnly: boolean) => Promise<void>> {
  if (address.kind === "postgres") {
    const pool = new pg.Pool({ connectionString: address.url, max: 1 });
    const raise = "RAISE EXCEPTION 'read-only' USING ERRCODE = '25006'";
    const name = `${address.table}_read_only`;
    await pool.query(
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${raise}; END $$`,
    );
    const on = `CREATE TRIGGER read_only BEFORE INSERT OR UPDATE ON ${address.table} EXECUTE FUNCTION ${name}()`;
    const off = `DROP TRIGGER IF EXISTS read_only ON ${address.table}`;
    return async (readOnly) => void (await pool.query(readOnly ? on : off));
  }
  if (address.kind === "redis") {
    const client = await createClient({ url: address.url }).connect();
    return async (readOnly) => {
      await client.configSet("min-replicas-to-write", readOnly ? "1" : "0");
    };
  }
  return async (readOnly) => tell(readOnly);
}

async function run(store: string, under: TestStore, minutes: number): Promise<Outcome> {
  const { address } = under;
  if (!address) throw new Error(`Other processes cannot open the ${store} store.`);
  let created = 0;
  await using emulator = await startEmulator({
    onRequest: ({ method, status }) => void (method === "POST" && status === 201 && created++),
  });
  await using another = await startEmulator();
  const program = await bundleProgram("chaos/replica");
  const outcome: Outcome = {
    store,
    seconds: 0,
    calls: 0,
    failures: {},
    kills: 0,
    readOnlyPhases: 0,
    embedsCreated: 0,
    urlsGiven: 0,
    liveRevoked: 0,
    orphans: 0,
    lostSecrets: 0,
    inAnotherProject: 0,
  };
  const own = { store: under.store, deployment, kapso: clientOf(emulator) };
  const create = { scope_type: "project", name: "Desk", allowed_origins: [] } as const;
  const liveOf = async (key: string) =>
    (await readRecord(under.store, `${deployment}/${key}`)).record.live;
  // The records of the deployment's project.
  for (const key of keptKeys) await ensureInboxEmbed({ ...own, key, create });

  const began = Date.now();
  const replicas = new Map<number, ChildProcess>();
  let over = false;
  const checks: Promise<void>[] = [];

  async function checkGiven(key: string, id: string, embed_url: string): Promise<void> {
    outcome.urlsGiven += 1;
    if (await opens(embed_url)) return;
    // It may have been replaced since. An embed that is live in the store must open.
    if ((await liveOf(key))?.id !== id) return;
    console.error(`The URL of the live embed ${id} of "${key}" does not open.`);
    outcome.lostSecrets += 1;
  }

  function hear(message: ReplicaReport): void {
    if (message.kind === "given") {
      checks.push(checkGiven(message.key, message.id, message.embed_url));
    } else if (message.kind === "revokes live") {
      console.error(`"${message.action}" sends a DELETE for ${message.id}, which is live.`);
      outcome.liveRevoked += 1;
    } else {
      outcome.calls += 1;
      if (message.kind === "done") return;
      const reason = `${message.action}: ${message.reason}`;
      outcome.failures[reason] = (outcome.failures[reason] ?? 0) + 1;
    }
  }

  function start(index: number): void {
    // A replica in ten has another project's key, one in ten a wrong base URL.
    const draw = Math.random();
    const mistake = draw < 0.1 ? "another project" : draw < 0.2 ? "wrong base URL" : "none";
    const { url, apiKey } = mistake === "another project" ? another : emulator;
    const baseUrl = `${url}/platform/${mistake === "wrong base URL" ? "v0" : "v1"}`;
    const order: ReplicaOrder = {
      address: address as StoreAddress,
      project: { baseUrl, apiKey },
      mistake,
      deployment,
      keptKeys,
      revokedKeys,
      ahead: clocks[index] ?? 0,
    };
    const replica = fork(program.path, { env: { ...process.env, ORDER: JSON.stringify(order) } });
    replica.on("message", hear);
    replica.on("exit", (code) => {
      if (code !== null) hear({ kind: "failed", action: "exit", reason: String(code) });
      if (!over) start(index);
    });
    replicas.set(index, replica);
  }
  clocks.forEach((_, index) => {
    start(index);
  });

  const setReadOnly = await readOnlySwitch(address, (readOnly) => {
    for (const replica of replicas.values()) if (replica.connected) replica.send({ readOnly });
  });
  const end = began + minutes * 60_000;
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  while (Date.now() < end) {
    await pause(500 + Math.random() * 1_500);
    const draw = Math.random();
    if (draw < 0.6) {
      replicas.get(Math.floor(Math.random() * clocks.length))?.kill("SIGKILL");
      outcome.kills += 1;
    } else if (draw < 0.9) {
      await emulator.faults.clear();
      for (const fault of upstreamFaults) {
        if (Math.random() < 0.5) {
          emulator.faults.add({ ...fault, seed: Math.floor(Math.random() * 1e9) });
        }
      }
    } else {
      outcome.readOnlyPhases += 1;
      await setReadOnly(true);
      await pause(500 + Math.random() * 1_500);
      await setReadOnly(false);
    }
  }

  // Everything is well again.
  over = true;
  const gone = [...replicas.values()].map((replica) => once(replica, "exit"));
  for (const replica of replicas.values()) replica.kill("SIGKILL");
  await Promise.all(gone);
  await setReadOnly(false);
  emulator.faults.clear();
  await emulator.clock.advance(10_000);
  await Promise.all(checks);
  outcome.embedsCreated = created;
  outcome.seconds = Math.round((Date.now() - began) / 1_000);

  // Recovery: sweep and ensure, once the leases and graces have run out.
  const clock = {
    now: () => Date.now() + 3_600_000,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  await sweepInboxEmbeds({ ...own, clock, dryRun: false });
  for (const key of [...keptKeys, ...revokedKeys]) {
    await ensureInboxEmbed({ ...own, clock, key, create });
  }
  await sweepInboxEmbeds({ ...own, clock, dryRun: false });
  const live = await Promise.all([...keptKeys, ...revokedKeys].map(liveOf));
  const liveIds = live.map((one) => one?.id);
  const active = await activeIds(emulator);
  outcome.orphans = active.filter((id) => !liveIds.includes(id)).length;
  for (const one of live) {
    if (!one || !active.includes(one.id) || !(await opens(one.embed_url))) outcome.lostSecrets += 1;
  }
  outcome.inAnotherProject = (await activeIds(another)).length;
  await program.remove();
  return outcome;
}

/** The faults of the API also hit the page: an embed that works opens at one of many attempts. */
async function opens(embed_url: string): Promise<boolean> {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const status = await fetch(embed_url).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return true;
  }
  return false;
}

const chosen = sharedStores.filter(([name]) => values.store?.includes(name) ?? true);
const outcomes: Outcome[] = [];
for (const [name, open] of chosen) {
  const under = await open();
  const outcome = await run(name, under, Number(values.minutes));
  await under.close();
  console.log(outcome);
  outcomes.push(outcome);
}
const { length } = outcomes.filter(
  ({ liveRevoked, orphans, lostSecrets, inAnotherProject }) =>
    liveRevoked + orphans + lostSecrets + inAnotherProject > 0,
);
console.log(`${outcomes.length} stores, ${length} with a fault`);
process.exit(length === 0 && outcomes.length > 0 ? 0 : 1);
