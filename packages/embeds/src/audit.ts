import { systemClock } from "./clock.ts";
import type { DeploymentOptions } from "./options.ts";
import { keyContext } from "./protocol/context.ts";
import { checkDeployment, hashKey } from "./protocol/embed-name.ts";
import { type EmbedRecord, keeps } from "./protocol/record.ts";
import { storedKeys } from "./protocol/stored-keys.ts";
import { listTagged } from "./protocol/upstream.ts";

/** An active embed of this deployment, and what the store knows of it. */
export interface AuditedEmbed {
  /** The embed's UUID. */
  id: string;
  /** The readable part, the deployment, the key's hash and the nonce. */
  name: string | null;
  /** ISO date. */
  created_at: string;
  /** ISO date; `null` when nobody opened it yet. */
  last_used_at: string | null;
  /** `undefined` when the store knows no such key. */
  key: string | undefined;
  /**
   * `live`: what is handed out. `creating`: somebody is at it, or was. `retiring`: replaced, in its
   * grace. `condemned`: a sweep will revoke it. `unknown`: of a key the store does not know.
   */
  state: "live" | "creating" | "retiring" | "condemned" | "unknown";
  /** Whether `expires_at` is over; the API still lists it as active. */
  expired: boolean;
}

/** What is live upstream against what the store knows. */
export interface AuditReport {
  /** Every active embed that has this deployment's name. */
  embeds: AuditedEmbed[];
  /** Keys whose stored embed is not active upstream: it was revoked there. Ensure renews it. */
  missing: { key: string; id: string }[];
}

/**
 * Compares what is active upstream with what the store knows. It changes nothing.
 *
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
  const { kapso, store, clock = systemClock, signal } = options;
  const deployment = checkDeployment(options.deployment);
  const liveBefore = new Set<string>();
  for (const key of await storedKeys(store, deployment)) {
    const { record } = await (await keyContext({ ...options, key })).read();
    if (record.live) liveBefore.add(record.live.id);
  }
  const listed = await listTagged(kapso, deployment, signal);
  const records = new Map<string, { key: string; record: EmbedRecord }>();
  for (const key of await storedKeys(store, deployment)) {
    const { record } = await (await keyContext({ ...options, key })).read();
    records.set(await hashKey(key), { key, record });
  }

  const embeds = listed.map(({ embed, tag }): AuditedEmbed => {
    const { id, name = null, created_at, last_used_at = null, expires_at } = embed;
    const known = records.get(tag.keyHash);
    const state = known ? stateOf(known.record, id, tag.nonce) : "unknown";
    const expired = expires_at != null && Date.parse(expires_at) <= clock.now();
    return { id, name, created_at, last_used_at, key: known?.key, state, expired };
  });
  const active = new Set(listed.map(({ embed }) => embed.id));
  const missing = [...records.values()].flatMap(({ key, record: { live } }) =>
    // One that went live during the list may not be in it.
    live && liveBefore.has(live.id) && !active.has(live.id) ? [{ key, id: live.id }] : [],
  );
  return { embeds, missing };
}

function stateOf(record: EmbedRecord, id: string, nonce: string): AuditedEmbed["state"] {
  if (!keeps(record, { id, nonce })) return "condemned";
  if (record.live?.id === id) return "live";
  return record.creating?.nonce === nonce ? "creating" : "retiring";
}
