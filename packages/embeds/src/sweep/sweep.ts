import type { InboxEmbed } from "@shared/kapso-client";
import { checkChoice, type DeploymentOptions } from "../options.ts";
import { deploymentContext, type KeyContext, keyContexts } from "../protocol/context.ts";
import { checkProject } from "../protocol/project.ts";
import { withoutExpired } from "../protocol/record.ts";
import { condemnedIn, listTagged } from "../protocol/tagged-embeds.ts";

/** What {@link sweepInboxEmbeds} takes. */
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

/** What a sweep found and did. */
export interface SweepReport {
  /** Whether the sweep only reported, and revoked nothing. */
  dryRun: boolean;
  /** The embeds that were revoked; in a dry run, those that would be. */
  revoked: SweptEmbed[];
  /** The embeds that could not be revoked. The next sweep finds them again. */
  failed: { embed: SweptEmbed; error: unknown }[];
  /**
   * Embeds with this deployment's name whose key is not in the store. They are left alone: another
   * store may share the name, or this one may have lost records.
   */
  unknown: { id: string; name: string | null; created_at: string }[];
  /** When the records hint that the next sweep is worth while; milliseconds since 1970. */
  sweepAfter: number | null;
}

/**
 * Finds the embeds of this deployment that its records do not keep, for example those of processes
 * that were killed, and revokes them. Any process may run it at any time. A dry run by default.
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
  const { embeds, clock, signal } = deployment;
  const contexts = await keyContexts(deployment, options.keys);
  // With a key of another project, the embeds that are listed are those of another store.
  await checkProject(deployment);

  // Step 1: leases and graces that ran out leave the records, which condemns their embeds.
  if (!dryRun) {
    for (const context of contexts) {
      const { record, version } = await context.read();
      const rest = withoutExpired(record, clock.now());
      const ranOut =
        rest.creating !== record.creating || rest.retiring.length < record.retiring.length;
      // On a conflict another process has changed the record; the next sweep looks again.
      if (ranOut) await context.save(version, rest);
    }
  }

  // Step 2: the list first and the records then, or what is committed between them is revoked.
  const listed = await listTagged(deployment);
  const report: SweepReport = { dryRun, revoked: [], failed: [], unknown: [], sweepAfter: null };
  const sharing = new Map<string, KeyContext[]>();
  for (const one of await keyContexts(deployment)) {
    sharing.set(one.keyHash, [...(sharing.get(one.keyHash) ?? []), one]);
  }
  for (const context of contexts) {
    const began = clock.now();
    const read = await context.read();
    const record = dryRun ? withoutExpired(read.record, began) : read.record;
    let failed = false;
    // Keys that an earlier version accepted can share a hash.
    const others = sharing.get(context.keyHash)?.filter(({ key }) => key !== context.key) ?? [];
    const siblings = await Promise.all(others.map(async (one) => (await one.read()).record));
    for (const condemned of condemnedIn(listed, context, record, siblings)) {
      const embed: SweptEmbed = { ...labelOf(condemned), key: context.key };
      try {
        if (!dryRun) await embeds.revoke(embed.id, { missingOk: true, signal });
        report.revoked.push(embed);
      } catch (error) {
        failed = true;
        report.failed.push({ embed, error });
      }
    }
    const { sweepAfter } = record;
    if (sweepAfter === null) continue;
    if (!dryRun && !failed && sweepAfter <= began) {
      await context.save(read.version, { ...record, sweepAfter: null });
    } else {
      report.sweepAfter = Math.min(sweepAfter, report.sweepAfter ?? sweepAfter);
    }
  }

  // Read again: a key that was added during the list is known, though it was not swept.
  const known = [...(await keyContexts(deployment)), ...contexts];
  const hashes = new Set(known.map(({ keyHash }) => keyHash));
  for (const { embed, tag } of listed) {
    if (!hashes.has(tag.keyHash)) report.unknown.push(labelOf(embed));
  }
  return report;
}

function labelOf({ id, name = null, created_at }: InboxEmbed): SweepReport["unknown"][number] {
  return { id, name, created_at };
}
