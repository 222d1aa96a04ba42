import type { CreateInboxEmbedInput } from "@shared/kapso-client";
import { type Clock, systemClock } from "../clock.ts";
import type { CreateOptions, DeploymentOptions, KeyOptions } from "../options.ts";
import { checkDeployment, checkKey, hashKey } from "./embed-name.ts";
import {
  type EmbedRecord,
  type ReadRecord,
  readRecord,
  recordKey,
  type Saved,
  saveRecord,
} from "./record.ts";

/** A key's options, checked, with what is done to its record. */
export interface KeyContext {
  kapso: DeploymentOptions["kapso"];
  deployment: string;
  keyHash: string;
  key: string;
  clock: Clock;
  signal: AbortSignal | undefined;
  read(): Promise<ReadRecord>;
  save(version: number, record: EmbedRecord): Promise<Saved>;
}

/** The same for functions that make embeds. */
export interface CreateContext extends KeyContext {
  input(): CreateInboxEmbedInput;
  lease: number;
  timeout: number;
  waitFor: number;
  settled: number;
}

export async function keyContext(options: KeyOptions): Promise<KeyContext> {
  const { kapso, store, clock = systemClock, signal } = options;
  const deployment = checkDeployment(options.deployment);
  const key = checkKey(options.key);
  const storeKey = recordKey(deployment, key);
  return {
    kapso,
    deployment,
    key,
    keyHash: await hashKey(key),
    clock,
    signal,
    read: () => readRecord(store, storeKey),
    save: (version, record) => saveRecord(store, storeKey, version, record),
  };
}

export async function createContext(options: CreateOptions): Promise<CreateContext> {
  const { create, lease = 45_000, timeout = 20_000, waitFor = 90_000, settled = 600_000 } = options;
  return {
    ...(await keyContext(options)),
    input: () => (typeof create === "function" ? create() : create),
    lease,
    timeout,
    waitFor,
    settled,
  };
}
