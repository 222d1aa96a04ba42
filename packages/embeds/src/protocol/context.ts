import {
  type CallOptions,
  type CreateInboxEmbedInput,
  createInboxEmbeds,
  type InboxEmbeds,
} from "@shared/kapso-client";
import { type InboxEmbedError, isInboxEmbedError } from "../embeds-error.ts";
import {
  type Clock,
  type CreateOptions,
  checkChoice,
  checkTime,
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
  /** For a call to the API that begins now. */
  callOptions(): CallOptions;
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
  /** Whether `create` is a function, so that its `expires_at` counts from a creation. */
  countsFromCreation: boolean;
  replaceMissing: boolean;
  lease: number;
  timeout: number;
  waitFor: number;
  /** When `waitFor` is used up; milliseconds since 1970. */
  deadline: number;
  settled: number;
}

export function deploymentContext(options: DeploymentOptions): DeploymentContext {
  const { kapso, store, clock = systemClock, signal } = options;
  const deployment = checkDeployment(options.deployment);
  const callOptions = (): CallOptions => ({ signal });
  return { embeds: createInboxEmbeds(kapso), store, deployment, clock, signal, callOptions };
}

export function keyContext(options: KeyOptions): Promise<KeyContext> {
  return withKey(deploymentContext(options), checkKey(options.key));
}

/** A record that cannot be read. Its embeds are left alone. */
export interface UnreadableRecord {
  /** The record's key. */
  key: string;
  /** The reason. */
  error: InboxEmbedError;
}

/** A context for each of the keys, by default for each key in the store. */
export async function keyContexts(
  context: DeploymentContext,
  keys?: readonly string[],
): Promise<KeyContext[]> {
  const chosen = keys?.map(checkKey) ?? (await storedKeys(context));
  return Promise.all(chosen.map((key) => withKey(context, key)));
}

/** Reads a record; one that cannot be read is returned as an error, so that others go on. */
export async function readUnlessUnreadable(
  context: KeyContext,
): Promise<{ value: ReadRecord } | UnreadableRecord> {
  try {
    return { value: await context.read() };
  } catch (error) {
    if (!isInboxEmbedError(error, "unreadable_record")) throw error;
    return { key: context.key, error };
  }
}

export async function createContext(options: CreateOptions): Promise<CreateContext> {
  const { create, replaceMissing = false } = options;
  const lease = checkTime("lease", options.lease ?? 45_000);
  // The client hands it to setTimeout.
  const timeout = checkTime("timeout", options.timeout ?? 20_000, 1, 2 ** 31 - 1);
  const waitFor = checkTime("waitFor", options.waitFor ?? 90_000);
  const settled = checkTime("settled", options.settled ?? 600_000);
  const context = await keyContext(options);
  const { clock, signal } = context;
  const deadline = clock.now() + waitFor;
  return {
    ...context,
    callOptions: () => ({
      signal,
      totalTimeout: Math.min(Math.max(deadline - clock.now(), 1_000), 60_000),
    }),
    input: () => (typeof create === "function" ? create() : create),
    countsFromCreation: typeof create === "function",
    replaceMissing: checkChoice("replaceMissing", replaceMissing, [true, false]),
    lease,
    timeout,
    waitFor,
    deadline,
    settled,
  };
}

export async function withKey(context: DeploymentContext, key: string): Promise<KeyContext> {
  const { store, deployment } = context;
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
