import {
  type CreateInboxEmbedInput,
  createInboxEmbeds,
  type InboxEmbeds,
} from "@shared/kapso-client";
import {
  type InboxEmbedError,
  type InboxEmbedErrorCode,
  isInboxEmbedError,
} from "../embeds-error.ts";
import {
  type Clock,
  type CreateOptions,
  type DeploymentOptions,
  type KeyOptions,
  systemClock,
} from "../options.ts";
import type { EmbedStore } from "../stores/store.ts";
import { checkDeployment, checkKey, hashKey } from "./embed-name.ts";
import {
  type EmbedRecord,
  type ReadRecord,
  readRecord,
  recordKey,
  recordSaver,
  type Saved,
} from "./record.ts";

/** A deployment's options, checked and complete. */
export interface DeploymentContext {
  embeds: InboxEmbeds;
  store: EmbedStore;
  deployment: string;
  clock: Clock;
  signal: AbortSignal | undefined;
}

/** The same for one key, with access to its record. */
export interface KeyContext extends DeploymentContext {
  key: string;
  keyHash: string;
  read(): Promise<ReadRecord>;
  save(version: number, record: EmbedRecord): Promise<Saved>;
}

/** The same for functions that create embeds. */
export interface CreateContext extends KeyContext {
  input(): CreateInboxEmbedInput;
  lease: number;
  timeout: number;
  waitFor: number;
  settled: number;
}

export function deploymentContext(options: DeploymentOptions): DeploymentContext {
  const { kapso, store, clock = systemClock, signal } = options;
  const deployment = checkDeployment(options.deployment);
  return { embeds: createInboxEmbeds(kapso), store, deployment, clock, signal };
}

export function keyContext(options: KeyOptions): Promise<KeyContext> {
  return withKey(deploymentContext(options), options.key);
}

/** A record that cannot be read. Its embeds are left alone. */
export interface UnreadableRecord {
  /** The record's key. */
  key: string;
  /** What is wrong with it. */
  error: InboxEmbedError;
}

/** The keys of a deployment; `unreadable`: those in the store that no function would accept. */
export interface KeyContexts {
  contexts: KeyContext[];
  unreadable: UnreadableRecord[];
}

/** A context for each of the keys, by default for each key in the store. */
export async function keyContexts(
  context: DeploymentContext,
  keys?: readonly string[],
): Promise<KeyContexts> {
  if (keys) {
    const contexts = await Promise.all(keys.map((key) => withKey(context, key)));
    return { contexts, unreadable: [] };
  }
  const contexts: KeyContext[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const key of await storedKeys(context)) {
    const made = await unlessUnreadable(() => withKey(context, key), "input");
    if ("error" in made) unreadable.push({ key, error: made.error });
    else contexts.push(made.value);
  }
  return { contexts, unreadable };
}

/** Reads a record; one that cannot be read is returned as an error, so that others go on. */
export async function readUnlessUnreadable(
  context: KeyContext,
): Promise<{ value: ReadRecord } | UnreadableRecord> {
  const read = await unlessUnreadable(() => context.read(), "unreadable_record");
  return "error" in read ? { key: context.key, error: read.error } : read;
}

async function unlessUnreadable<T>(
  act: () => Promise<T>,
  code: InboxEmbedErrorCode,
): Promise<{ value: T } | { error: InboxEmbedError }> {
  try {
    return { value: await act() };
  } catch (error) {
    if (isInboxEmbedError(error, code)) return { error };
    throw error;
  }
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

async function withKey(context: DeploymentContext, given: string): Promise<KeyContext> {
  const { store, deployment } = context;
  const key = checkKey(given);
  const storeKey = recordKey(deployment, key);
  return {
    ...context,
    key,
    keyHash: await hashKey(key),
    read: () => readRecord(store, storeKey),
    save: recordSaver(store, storeKey),
  };
}

async function storedKeys({ store, deployment }: DeploymentContext): Promise<string[]> {
  const prefix = recordKey(deployment, "");
  return (await store.list())
    .filter((stored) => stored.startsWith(prefix))
    .map((stored) => stored.slice(prefix.length));
}
