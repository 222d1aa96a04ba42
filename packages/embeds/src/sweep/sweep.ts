import type { InboxEmbed } from "@shared/kapso-client";
import { concurrently, keysAtOnce } from "../concurrently.ts";
import { checkChoice, type DeploymentOptions } from "../options.ts";
import {
  deploymentContext,
  type KeyContext,
  keyContexts,
  readUnlessUnreadable,
  type UnreadableRecord,
} from "../protocol/context.ts";
import { checkProject } from "../protocol/project.ts";
import { type EmbedRecord, withoutExpired } from "../protocol/record.ts";
import { byKeyHash, listTagged, orphanedIn, type TaggedEmbed } from "../protocol/tagged-embeds.ts";

/** The options of {@link sweepInboxEmbeds}. */
export interface SweepOptions extends DeploymentOptions {
  /**
   * Whether the sweep only reports what it would revoke.
   * @default true
   */
  dryRun?: boolean | undefined;
  /**
   * The keys to sweep.
   * @default every key in the store
   */
  keys?: readonly string[] | undefined;
}

/** An embed that no record keeps. */
export interface SweptEmbed {
  /** The embed's UUID. */
  id: string;
  /** The key whose record does not keep it. */
  key: string;
  /** The readable part, the deployment, the key's hash and the nonce. */
  name: string | null;
  /** ISO date. */
  created_at: string;
}

/** The result of a sweep. */
export interface SweepReport {
  /** Whether the sweep only reported, and revoked nothing. */
  dryRun: boolean;
  /** The embeds that were revoked; in a dry run, those that would be. */
  revoked: SweptEmbed[];
  /** The embeds that could not be revoked. The next sweep finds them again. */
  failed: { embed: SweptEmbed; error: unknown }[];
  /**
   * Embeds with this deployment's name whose key is not in the store. The sweep does not revoke them:
   * another store may share the name, or this store may have lost records.
   */
  unknown: { id: string; name: string | null; created_at: string }[];
  /**
   * Records that cannot be read. The sweep does not revoke the embeds of their keys. Make the
   * records readable again, or discard them with `discardUnreadableRecord`.
   */
  unreadable: UnreadableRecord[];
  /** When to sweep next, from hints in the records; milliseconds since 1970. */
  sweepAfter: number | null;
}

/**
 * Revokes the embeds of this deployment that no record keeps, for example those of processes
 * that were killed. Any process may run it at any time. A dry run by default.
 *
 * @throws InboxEmbedError `input` without a deployment; `not_visible` when the API shows none of the
 *   deployment's embeds, since the API key is then of another project
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { memoryStore, sweepInboxEmbeds } from "@shared/kapso-embeds";
 *
 * const options = { kapso: createKapsoClient(), store: memoryStore(), deployment: "shop-production" };
 * const { revoked, unknown } = await sweepInboxEmbeds(options); // what it would do
 * if (unknown.length === 0) await sweepInboxEmbeds({ ...options, dryRun: false });
 * ```
 */
export async function sweepInboxEmbeds(options: SweepOptions): Promise<SweepReport> {
  const dryRun = checkChoice("dryRun", options.dryRun ?? true, [true, false]);
  const deployment = deploymentContext(options);
  const contexts = await keyContexts(deployment, options.keys);
  // With a key of another project, the API lists the embeds of another store.
  await checkProject(deployment);
  // The list first and the records then, or what is committed between them is revoked.
  const listed = await listTagged(deployment);
  const groups = byKeyHash(listed);
  // Read again: a key that was added during the list is not unknown, though it is not swept.
  const known = new Map<string, Map<string, KeyContext>>();
  for (const context of [...(await keyContexts(deployment)), ...contexts]) {
    const sharing = known.get(context.keyHash) ?? new Map<string, KeyContext>();
    known.set(context.keyHash, sharing.set(context.key, context));
  }
  const swept = await concurrently(contexts, keysAtOnce, (context) => {
    const sharing = [...(known.get(context.keyHash)?.values() ?? [])];
    const siblings = sharing.filter(({ key }) => key !== context.key);
    return sweepKey(context, siblings, groups.get(context.keyHash) ?? [], dryRun);
  });

  const report: SweepReport = {
    dryRun,
    revoked: [],
    failed: [],
    unknown: listed.filter(({ tag }) => !known.has(tag.keyHash)).map(({ embed }) => labelOf(embed)),
    unreadable: [],
    sweepAfter: null,
  };
  for (const key of swept) {
    if ("error" in key) {
      report.unreadable.push(key);
      continue;
    }
    report.revoked.push(...key.revoked);
    report.failed.push(...key.failed);
    if (key.sweepAfter === null) continue;
    report.sweepAfter = Math.min(key.sweepAfter, report.sweepAfter ?? key.sweepAfter);
  }
  return report;
}

type SweptKey = Pick<SweepReport, "revoked" | "failed" | "sweepAfter">;

async function sweepKey(
  context: KeyContext,
  others: readonly KeyContext[],
  listed: readonly TaggedEmbed[],
  dryRun: boolean,
): Promise<SweptKey | UnreadableRecord> {
  const { embeds, clock, signal } = context;
  const swept: SweptKey = { revoked: [], failed: [], sweepAfter: null };
  const began = clock.now();
  const read = await readUnlessUnreadable(context);
  if ("error" in read) return read;
  let { record, version } = read.value;
  // Leases and graces that ran out leave the record, which orphans their embeds.
  const rest = withoutExpired(record, began);
  const ranOut = rest.creating !== record.creating || rest.retiring.length < record.retiring.length;
  if (ranOut && dryRun) record = rest;
  // On a conflict another process has changed the record. What the record that was read here does
  // not keep is orphaned nevertheless, and the next sweep does the rest.
  if (ranOut && !dryRun && (await context.save(version, rest)) === "saved") {
    record = rest;
    version += 1;
  }
  // Keys that an earlier version accepted can share a hash.
  const siblings: EmbedRecord[] = [];
  for (const other of others) {
    const sibling = await readUnlessUnreadable(other);
    if ("error" in sibling) return sibling;
    siblings.push(sibling.value.record);
  }
  for (const orphaned of orphanedIn(listed, context, record, siblings)) {
    const embed: SweptEmbed = { ...labelOf(orphaned), key: context.key };
    try {
      if (!dryRun) await embeds.revoke(embed.id, { missingOk: true, signal });
      swept.revoked.push(embed);
    } catch (error) {
      swept.failed.push({ embed, error });
    }
  }
  const { sweepAfter } = record;
  if (sweepAfter === null) return swept;
  if (!dryRun && swept.failed.length === 0 && sweepAfter <= began) {
    await context.save(version, { ...record, sweepAfter: null });
    return swept;
  }
  return { ...swept, sweepAfter };
}

function labelOf({ id, name = null, created_at }: InboxEmbed): SweepReport["unknown"][number] {
  return { id, name, created_at };
}
