import { concurrently, keysAtOnce } from "./concurrently.ts";
import type { DeploymentOptions } from "./options.ts";
import {
  type DeploymentContext,
  deploymentContext,
  type KeyContext,
  keyContexts,
  readUnlessUnreadable,
  type UnreadableRecord,
} from "./protocol/context.ts";
import { checkProject } from "./protocol/project.ts";
import { type EmbedRecord, keeps } from "./protocol/record.ts";
import { listTagged } from "./protocol/tagged-embeds.ts";

/** An active embed of this deployment, and its state in the store. */
export interface AuditedEmbed {
  /** The embed's UUID. */
  id: string;
  /** The readable part, the deployment, the key's hash and the nonce. */
  name: string | null;
  /** ISO date. */
  created_at: string;
  /** ISO date; `null` when it was never opened. */
  last_used_at: string | null;
  /** `undefined` when the store has no such key. */
  key: string | undefined;
  /**
   * `live`: `ensureInboxEmbed` returns it. `creating`: a process creates it, or was killed during
   * the creation. `retiring`: replaced, in its grace. `orphaned`: a sweep will revoke it. `unknown`:
   * its key is not in the store. `unreadable`: the record of its key cannot be read.
   */
  state: "live" | "creating" | "retiring" | "orphaned" | "unknown" | "unreadable";
  /** Whether `expires_at` is past; the API still lists the embed as active. */
  expired: boolean;
}

/** The embeds that are live upstream, compared with the store. */
export interface AuditReport {
  /** Every active embed that has this deployment's name. */
  embeds: AuditedEmbed[];
  /** Keys whose stored embed was revoked upstream. `ensureInboxEmbed` renews it. */
  missing: { key: string; id: string }[];
  /** Records that cannot be read. */
  unreadable: UnreadableRecord[];
}

/**
 * Compares the embeds that are active upstream with the store. Changes nothing.
 *
 * @throws InboxEmbedError `not_visible` when the API key is of another project
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { auditInboxEmbeds, memoryStore } from "@shared/kapso-embeds";
 *
 * const { embeds, missing } = await auditInboxEmbeds({
 *   kapso: createKapsoClient(),
 *   store: memoryStore(),
 *   deployment: "shop-production",
 * });
 * console.table(embeds.filter(({ state }) => state !== "live"));
 * console.table(missing);
 * ```
 */
export async function auditInboxEmbeds(options: DeploymentOptions): Promise<AuditReport> {
  const deployment = deploymentContext(options);
  await checkProject(deployment);
  const before = await readAll(deployment);
  const liveBefore = new Set(before.records.map(({ record }) => record.live?.id));
  const listed = await listTagged(deployment);
  const { records, unreadable, unreadableHashes } = await readAll(deployment);

  const byHash = new Map(records.map((read) => [read.context.keyHash, read]));
  const embeds = listed.map(({ embed, tag }): AuditedEmbed => {
    const { id, name = null, created_at, last_used_at = null, expires_at } = embed;
    const known = byHash.get(tag.keyHash);
    const otherwise = unreadableHashes.get(tag.keyHash);
    const state = known
      ? stateOf(known.record, id, tag.nonce)
      : otherwise === undefined
        ? "unknown"
        : "unreadable";
    const expired = expires_at != null && Date.parse(expires_at) <= deployment.clock.now();
    const key = known?.context.key ?? otherwise;
    return { id, name, created_at, last_used_at, key, state, expired };
  });
  const active = new Set(embeds.map(({ id }) => id));
  const missing = records.flatMap(({ context: { key }, record: { live } }) =>
    // An embed that went live during the list may not be in it.
    live && liveBefore.has(live.id) && !active.has(live.id) ? [{ key, id: live.id }] : [],
  );
  return { embeds, missing, unreadable };
}

interface KeyRecord {
  context: KeyContext;
  record: EmbedRecord;
}

interface AllRecords {
  records: KeyRecord[];
  unreadable: UnreadableRecord[];
  /** The keys of the unreadable records by their hashes. */
  unreadableHashes: Map<string, string>;
}

async function readAll(deployment: DeploymentContext): Promise<AllRecords> {
  const all: AllRecords = { records: [], unreadable: [], unreadableHashes: new Map() };
  await concurrently(await keyContexts(deployment), keysAtOnce, async (context) => {
    const read = await readUnlessUnreadable(context);
    if ("value" in read) {
      all.records.push({ context, record: read.value.record });
    } else {
      all.unreadable.push(read);
      all.unreadableHashes.set(context.keyHash, context.key);
    }
  });
  return all;
}

function stateOf(record: EmbedRecord, id: string, nonce: string): AuditedEmbed["state"] {
  if (!keeps(record, { id, nonce })) return "orphaned";
  if (record.live?.id === id) return "live";
  return record.creating?.nonce === nonce ? "creating" : "retiring";
}
