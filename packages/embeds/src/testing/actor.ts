import { createKapsoClient } from "@shared/kapso-client";
import { ensureInboxEmbed } from "../protocol/ensure.ts";
import { revokeInboxEmbed } from "../protocol/revoke.ts";
import { rotateInboxEmbed } from "../protocol/rotate.ts";
import type { EmbedStore } from "../stores/store.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { openAddress, type StoreAddress } from "./open-address.ts";

// A process that runs one function, and kills itself at the step that its order names.

export type Action = "ensure" | "rotate" | "rotate with grace" | "sweep" | "revoke";

export interface ActorOrder {
  address: StoreAddress;
  emulator: { url: string; apiKey: string };
  deployment: string;
  key: string;
  origins: string[];
  action: Action;
  /** Milliseconds by which its clock is ahead of the machine's. */
  ahead: number;
  /** The index of the step at which it is killed; without one it only prints its steps. */
  killAt?: number;
}

const order = JSON.parse(process.env["ORDER"] ?? "") as ActorOrder;
const { emulator, deployment, key } = order;
const steps: string[] = [];

/** Whether this is the step at which the process is killed. */
function reaches(name: string): boolean {
  steps.push(name);
  return steps.length - 1 === order.killAt;
}

function step(name: string): void {
  if (reaches(name)) process.kill(process.pid, "SIGKILL");
}

function watched(store: EmbedStore): EmbedStore {
  const around = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    step(`before ${name}`);
    const result = await act();
    step(`after ${name}`);
    return result;
  };
  return {
    get: (held) => around("read", () => store.get(held)),
    compareAndSet: (held, version, value) =>
      around("save", () => store.compareAndSet(held, version, value)),
    list: () => around("keys", () => store.list()),
  };
}

async function watchedFetch(url: string, init: RequestInit): Promise<Response> {
  const method = init.method ?? "GET";
  step(`before ${method}`);
  if (method !== "GET" && reaches(`${method} sent, lands late`)) {
    await fetch(`${emulator.url}/_emulator/faults`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ kind: "late", ms: 5_000, method }),
    });
    await fetch(url, init).catch(() => process.kill(process.pid, "SIGKILL"));
  }
  const response = await fetch(url, init);
  step(`after ${method}`);
  return response;
}

const opened = await openAddress(order.address);
const options = {
  kapso: createKapsoClient({
    apiKey: emulator.apiKey,
    baseUrl: `${emulator.url}/platform/v1`,
    fetch: watchedFetch,
  }),
  store: watched(opened.store),
  deployment,
  key,
  create: { scope_type: "project", name: "Desk", allowed_origins: order.origins },
  clock: {
    now: () => Date.now() + order.ahead,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  },
} as const;

const actions: Record<Action, () => Promise<unknown>> = {
  ensure: () => ensureInboxEmbed(options),
  rotate: () => rotateInboxEmbed(options),
  "rotate with grace": () => rotateInboxEmbed({ ...options, grace: 60_000 }),
  sweep: () => sweepInboxEmbeds({ ...options, dryRun: false }),
  revoke: () => revokeInboxEmbed(options),
};
await actions[order.action]();
await opened.close();
process.stdout.write(JSON.stringify(steps));
