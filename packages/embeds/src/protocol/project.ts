import { isKapsoNotFoundError } from "@shared/kapso-client";
import { unreadableRecord } from "../embeds-error.ts";
import type { DeploymentContext } from "./context.ts";
import { type EmbedRecord, storeFailedError } from "./record.ts";
import { getById, isAnyRevoked, notVisibleError } from "./sighting.ts";

// The API does not return the project of a key. The evidence is the ids of embeds that the
// deployment created: a key that can read one of them is of the same project, also after a
// rotation. The check costs a read of the store and a GET before each creation, sweep, audit and revoke.

const keptIds = 3;
const maxAttempts = 3;

/** The evidence as it was read before a creation. */
export interface Project {
  /** Ids of embeds that this deployment created, newest first. */
  ids: readonly string[];
  version: number;
  /** Whether the id of the next embed is worth keeping. */
  wantsAnother: boolean;
}

/** The store's key for a deployment's project: a deployment never begins with `@`. */
export function projectKey(deployment: string): string {
  return `@project/${deployment}`;
}

/**
 * Checks that the API key is of the deployment's project. A deployment without any embed has no
 * project yet.
 *
 * @param own - the record of the key at hand, whose embeds are evidence too
 * @throws InboxEmbedError `not_visible` when the API shows none of the embeds; the API's own error
 *   when it does not respond
 */
export async function checkProject(
  context: DeploymentContext,
  own?: EmbedRecord,
): Promise<Project> {
  const { ids, version } = await readProject(context);
  const inRecord = own ? [...(own.live ? [own.live] : []), ...own.retiring] : [];
  const candidates = [...new Set([...ids, ...inRecord.map(({ id }) => id)])];
  const project: Project = { ids, version, wantsAnother: ids.length < keptIds };
  let cause: unknown;
  for (const id of candidates) {
    const sighting = await getById(context, id);
    if (sighting.kind === "active") return project;
    if (sighting.kind === "ended") return { ...project, wantsAnother: true };
    if (sighting.kind === "no response") throw sighting.cause;
    cause = sighting.cause;
  }
  const [first] = candidates;
  if (first === undefined) return project;
  if (isKapsoNotFoundError(cause) && (await isAnyRevoked(context, candidates))) {
    return { ...project, wantsAnother: true };
  }
  throw notVisibleError(first, cause);
}

/** For a creation that does not check the project: its embed becomes the evidence. */
export async function uncheckedProject(context: DeploymentContext): Promise<Project> {
  const { version } = await readProject(context);
  return { ids: [], version, wantsAnother: true };
}

/**
 * Keeps the id of a new embed as evidence, before the embed is committed. Of processes that create
 * the first embeds of a deployment at the same time, one decides the project.
 *
 * @throws InboxEmbedError `not_visible` when that was a process with the key of another project;
 *   `store_failed` when it cannot be saved
 */
export async function keepEvidence(
  context: DeploymentContext,
  before: Project,
  id: string,
): Promise<void> {
  if (!before.wantsAnother) return;
  let { ids, version } = before;
  let cause: unknown;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const value = JSON.stringify({ format: 1, ids: [id, ...ids].slice(0, keptIds) });
    try {
      if (await context.store.compareAndSet(projectKey(context.deployment), version, value)) return;
    } catch (error) {
      cause = error;
    }
    // Other evidence is enough: on a conflict, the other process had checked the same ids.
    if (ids.length > 0) return;
    ({ ids, version } = await checkProject(context));
    if (ids.length > 0) return;
  }
  throw storeFailedError(projectKey(context.deployment), maxAttempts, cause);
}

export async function readProject({
  store,
  deployment,
}: DeploymentContext): Promise<{ ids: readonly string[]; version: number }> {
  const storeKey = projectKey(deployment);
  const stored = await store.get(storeKey);
  if (!stored) return { ids: [], version: 0 };
  const { value, version } = stored;
  try {
    const { format, ids } = JSON.parse(value) as { format: number; ids: string[] };
    if (format === 1 && Array.isArray(ids)) return { ids, version };
  } catch {
    // The error below.
  }
  throw unreadableRecord(
    version,
    `The record "${storeKey}", which holds ids of embeds that the deployment created, is not in format 1. Either another program writes to the store, or a sealed store is read without sealed(…). Bring back the record, or call discardUnreadableRecord with any key, which empties it: the next creation then decides the project.`,
  );
}

/** Copies the evidence to another deployment of the same store. */
export async function copyEvidence(context: DeploymentContext, to: string): Promise<void> {
  const { ids } = await readProject(context);
  const value = JSON.stringify({ format: 1, ids });
  // On a conflict, an earlier run wrote it.
  if (ids.length > 0) await context.store.compareAndSet(projectKey(to), 0, value);
}
