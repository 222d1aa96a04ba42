import { createKapsoClient, isKapsoError } from "@shared/kapso-client";
import { auditInboxEmbeds } from "../../audit.ts";
import { isInboxEmbedError } from "../../embeds-error.ts";
import { ensureInboxEmbed } from "../../protocol/ensure.ts";
import { readRecord } from "../../protocol/record.ts";
import { revokeInboxEmbed } from "../../protocol/revoke.ts";
import { rotateInboxEmbed } from "../../protocol/rotate.ts";
import type { EmbedStore } from "../../stores/store.ts";
import { sweepInboxEmbeds } from "../../sweep/sweep.ts";
import { openAddress, type StoreAddress } from "../open-address.ts";

// One replica of a service under chaos: it calls the functions at random until it is killed.

export interface ReplicaOrder {
  address: StoreAddress;
  /** The project that the replica's key and base URL belong to; for a mistaken one another project. */
  project: { baseUrl: string; apiKey: string };
  /** The mistake of this replica, if it has one. */
  mistake: "none" | "another project" | "wrong base URL";
  deployment: string;
  /** Keys that are only ensured, rotated and swept. */
  keptKeys: string[];
  /** Keys that are also revoked. */
  revokedKeys: string[];
  /** Milliseconds by which its clock is ahead of the machine's. */
  ahead: number;
}

/** A message from a replica to the run. */
export type ReplicaReport =
  | { kind: "given"; key: string; id: string; embed_url: string }
  | { kind: "done"; action: string }
  | { kind: "failed"; action: string; reason: string }
  /** A DELETE of an embed that the store holds as live at that moment. */
  | { kind: "revokes live"; id: string; action: string };

const order = JSON.parse(process.env["ORDER"] ?? "") as ReplicaOrder;
const { deployment, keptKeys, revokedKeys, ahead } = order;
const opened = await openAddress(order.address);
let readOnly = false;
let action = "";

process.on("message", (message: { readOnly: boolean }) => {
  readOnly = message.readOnly;
});
process.on("disconnect", () => process.exit());
const report = (one: ReplicaReport): void => void process.send?.(one);

/** The store, which a file system or database may make read-only for a while. */
const store: EmbedStore = {
  ...opened.store,
  async compareAndSet(...save) {
    if (readOnly) throw Object.assign(new Error("read-only file system"), { code: "EROFS" });
    return opened.store.compareAndSet(...save);
  },
};

/** No DELETE may be sent for an embed that the store holds as live, except by a revoke. */
async function watchedFetch(url: string, init: RequestInit): Promise<Response> {
  if (init.method === "DELETE" && action !== "revoke") {
    const id = new URL(url).pathname.split("/").at(-1) ?? "";
    const records = keptKeys.map((key) => readRecord(opened.store, `${deployment}/${key}`));
    for (const { record } of await Promise.all(records)) {
      if (record.live?.id === id) report({ kind: "revokes live", id, action });
    }
  }
  return fetch(url, init);
}

const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;

const options = () => ({
  kapso: createKapsoClient({ ...order.project, fetch: watchedFetch }),
  store,
  deployment,
  key: pick(keptKeys),
  create: {
    scope_type: "project",
    name: "Desk",
    allowed_origins: Math.random() < 0.9 ? ["https://a.example"] : ["https://b.example"],
  } as const,
  clock: {
    now: () => Date.now() + ahead,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  },
  lease: 3_000,
  timeout: 2_000,
  waitFor: 8_000,
  settled: 10_000,
});

async function ensure(): Promise<void> {
  const call = options();
  const verify = Math.random() < 0.7;
  const { id, embed_url } = await ensureInboxEmbed({ ...call, verify });
  report({ kind: "given", key: call.key, id, embed_url });
}

const actions: [name: string, weight: number, act: () => Promise<unknown>][] = [
  ["ensure", 60, ensure],
  ["rotate", 10, () => rotateInboxEmbed(options())],
  ["rotate with grace", 6, () => rotateInboxEmbed({ ...options(), grace: 4_000 })],
  ["sweep", 10, () => sweepInboxEmbeds({ ...options(), dryRun: false })],
  ["audit", 2, () => auditInboxEmbeds(options())],
  [
    "ensure a key that is revoked",
    8,
    () => ensureInboxEmbed({ ...options(), key: pick(revokedKeys) }),
  ],
  ["revoke", 4, () => revokeInboxEmbed({ ...options(), key: pick(revokedKeys) })],
];

function draw(): (typeof actions)[number] {
  const tickets = actions.flatMap((one) => Array.from({ length: one[1] }, () => one));
  return pick(tickets);
}

report({ kind: "done", action: "start" });
for (;;) {
  const [name, , act] = draw();
  action = name;
  try {
    await act();
    report({ kind: "done", action: name });
  } catch (error) {
    const reason = isInboxEmbedError(error)
      ? error.code
      : isKapsoError(error)
        ? `${error.family} ${error.status ?? ""}`
        : String(error);
    report({ kind: "failed", action: name, reason });
  }
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
}
