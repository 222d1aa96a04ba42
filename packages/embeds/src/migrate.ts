import { InboxEmbedError } from "./embeds-error.ts";
import { checkChoice, type DeploymentOptions } from "./options.ts";
import { deploymentContext, type KeyContext, keyContexts, withKey } from "./protocol/context.ts";
import { checkDeployment, readableName, readName, writeName } from "./protocol/embed-name.ts";
import { follow } from "./protocol/moved.ts";
import { checkProject, copyEvidence } from "./protocol/project.ts";

/** The options of {@link migrateDeployment}; `deployment` is the old name. */
export interface MigrateOptions extends DeploymentOptions {
  /** The new name. No service may use it before the migration. */
  to: string;
  /**
   * Whether only to report what would be done.
   * @default true
   */
  dryRun?: boolean | undefined;
}

/** The result of a migration, by key. */
export interface MigrateReport {
  /** Whether the migration only reported. */
  dryRun: boolean;
  /** The keys that the new deployment has now; in a dry run, those that it would have. */
  moved: string[];
  /** Keys that both deployments have. The migration did not change them: revoke one of the embeds. */
  conflicts: string[];
  /** Keys that were moved, but the PATCH of the embed's name failed: run the migration again. */
  notRenamed: { key: string; error: unknown }[];
}

/**
 * Moves the embeds of a deployment to another name. The embeds keep their URLs. Replicas that still
 * use the old name go on with the records of the new name. The next run completes a migration that
 * was killed.
 *
 * Run it before any service uses the new name. Then wait until the last replica with the old name has
 * stopped, and at least `settled` longer. Sweep the old name once more: orphans of that replica have it.
 *
 * @throws InboxEmbedError `not_visible` when the API key is of another project
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { memoryStore, migrateDeployment } from "@shared/kapso-embeds";
 *
 * const { moved, conflicts } = await migrateDeployment({
 *   kapso: createKapsoClient(),
 *   store: memoryStore(),
 *   deployment: "shop",
 *   to: "shop-production",
 *   dryRun: false,
 * });
 * console.log(moved.length, conflicts);
 * ```
 */
export async function migrateDeployment(options: MigrateOptions): Promise<MigrateReport> {
  const dryRun = checkChoice("dryRun", options.dryRun ?? true, [true, false]);
  const to = checkDeployment(options.to);
  const from = deploymentContext(options);
  if (to === from.deployment) {
    throw new InboxEmbedError("input", `to must differ from deployment; both are "${to}".`);
  }
  await checkProject(from);
  const report: MigrateReport = { dryRun, moved: [], conflicts: [], notRenamed: [] };
  if (!dryRun) await copyEvidence(from, to);
  for (const context of await keyContexts(from)) {
    const moved = await move(context, to, dryRun);
    (moved ? report.moved : report.conflicts).push(context.key);
    if (!moved || dryRun) continue;
    try {
      await rename(moved);
    } catch (error) {
      report.notRenamed.push({ key: context.key, error });
    }
  }
  return report;
}

/** The context of the moved key; `undefined` where both deployments have the key. */
async function move(
  context: KeyContext,
  to: string,
  dryRun: boolean,
): Promise<KeyContext | undefined> {
  const target = await withKey({ ...context, deployment: to }, context.key);
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const { record, version } = await context.read();
    if (record.movedTo !== undefined) return dryRun ? target : follow(context, record);
    if ((await target.read()).version > 0) return undefined;
    if (dryRun) return target;
    const { clock } = context;
    const sweepAfter = record.creating ? clock.now() : record.sweepAfter;
    const next = { ...record, creating: null, sweepAfter, movedTo: to };
    if ((await context.save(version, next)) === "saved") return follow(context, next);
  }
  throw new InboxEmbedError(
    "timed_out",
    `Other processes changed the record of "${context.key}" ${maxAttempts} times before this call could move it. Call again.`,
  );
}

const maxAttempts = 50;

/** Gives the live embed the name of its new deployment. The new record must keep the embed before this call. */
async function rename(context: KeyContext): Promise<void> {
  const { live } = (await context.read()).record;
  if (!live) return;
  const { deployment, keyHash, embeds } = context;
  const { name } = await embeds.get(live.id, context.callOptions());
  if (readName(name)?.deployment === deployment) return;
  const readable = readableName(name?.replace(/ ?\[[^[\]]*\]$/, ""));
  const tagged = writeName(readable, { deployment, keyHash, nonce: live.nonce });
  await embeds.update(live.id, { name: tagged }, context.callOptions());
}
