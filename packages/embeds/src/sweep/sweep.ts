import { systemClock } from "../clock.ts";
import type { DeploymentOptions } from "../options.ts";
import { keyContext } from "../protocol/context.ts";
import { checkDeployment, hashKey } from "../protocol/embed-name.ts";
import { keeps, withoutExpired } from "../protocol/record.ts";
import { storedKeys } from "../protocol/stored-keys.ts";
import { deleteEmbed, listTagged } from "../protocol/upstream.ts";

/** What {@link sweepInboxEmbeds} takes. */
export interface SweepOptions extends DeploymentOptions {
  /**
   * Whether it only says what it would revoke.
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
  /** Whether nothing was revoked, and only said. */
  dryRun: boolean;
  /** What was revoked; in a dry run, what would be. */
  revoked: SweptEmbed[];
  /** What the API did not let be revoked. The next sweep finds it again. */
  failed: { embed: SweptEmbed; error: unknown }[];
  /**
   * Embeds with this deployment's name whose key the store does not know. They are left alone:
   * another store may share the name, or this one may have lost records.
   */
  unknown: { id: string; name: string | null; created_at: string }[];
  /** When the records hint that the next sweep is worth while; milliseconds since 1970. */
  sweepAfter: number | null;
}

/**
 * Finds the embeds of this deployment that its records do not keep, such as those of processes that
 * were killed, and revokes them. Anybody may run it at any time. A dry run unless told otherwise.
 *
 * @throws InboxEmbedError `input` without a deployment
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
  const { kapso, store, dryRun = true, clock = systemClock, signal } = options;
  const deployment = checkDeployment(options.deployment);
  const known = await storedKeys(store, deployment);
  const contexts = await Promise.all(
    (options.keys ?? known).map((key) => keyContext({ ...options, key })),
  );

  // Step 1: what ran out leaves the records, and is condemned by that.
  if (!dryRun) {
    for (const context of contexts) {
      const { record, version } = await context.read();
      const rest = withoutExpired(record, clock.now());
      const ranOut =
        rest.creating !== record.creating || rest.retiring.length < record.retiring.length;
      // Somebody who was faster knows better; the next sweep looks again.
      if (ranOut) await context.save(version, rest);
    }
  }

  // Step 2: the list first and the records then, or what is committed between them is revoked.
  const listed = await listTagged(kapso, deployment, signal);
  const report: SweepReport = { dryRun, revoked: [], failed: [], unknown: [], sweepAfter: null };
  for (const context of contexts) {
    const began = clock.now();
    const read = await context.read();
    const record = dryRun ? withoutExpired(read.record, began) : read.record;
    let failed = false;
    for (const { embed, tag } of listed) {
      const { id, name = null, created_at } = embed;
      if (tag.keyHash !== context.keyHash || keeps(record, { id, nonce: tag.nonce })) continue;
      const swept: SweptEmbed = { id, key: context.key, name, created_at };
      try {
        if (!dryRun) await deleteEmbed(kapso, id, signal);
        report.revoked.push(swept);
      } catch (error) {
        failed = true;
        report.failed.push({ embed: swept, error });
      }
    }
    const done = !dryRun && !failed && record.sweepAfter !== null && record.sweepAfter <= began;
    if (done) await context.save(read.version, { ...record, sweepAfter: null });
    else if (record.sweepAfter !== null) {
      report.sweepAfter = Math.min(record.sweepAfter, report.sweepAfter ?? record.sweepAfter);
    }
  }

  // Asked again: a key that came during the list is known, though it was not swept.
  const keys = [...(await storedKeys(store, deployment)), ...contexts.map(({ key }) => key)];
  const hashes = new Set(await Promise.all(keys.map(hashKey)));
  for (const { embed, tag } of listed) {
    const { id, name = null, created_at } = embed;
    if (!hashes.has(tag.keyHash)) report.unknown.push({ id, name, created_at });
  }
  return report;
}
