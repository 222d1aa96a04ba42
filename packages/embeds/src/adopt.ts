import { InboxEmbedError } from "./embeds-error.ts";
import type { KeyOptions } from "./options.ts";
import { type KeyContext, keyContext } from "./protocol/context.ts";
import { newNonce, readableName, readName, writeName } from "./protocol/embed-name.ts";
import { checkProject, keepEvidence, type Project } from "./protocol/project.ts";
import type { LiveEmbed } from "./protocol/record.ts";
import { lookUp, notVisibleError } from "./protocol/sighting.ts";
import { writeSettings } from "./protocol/wanted.ts";

/** The options of {@link adoptInboxEmbed}. */
export interface AdoptOptions extends KeyOptions {
  /** The embed's UUID. */
  id: string;
  /** The URL that the API returned when the embed was created; it cannot be read again. */
  embed_url: string;
}

/** The embed that a key has now. */
export interface AdoptedInboxEmbed {
  /** The embed's UUID. */
  id: string;
  /** `already` when an earlier call adopted the same embed. */
  how: "adopted" | "already";
}

/**
 * Brings an embed under management that a program created without this package. The embed keeps its
 * URL, and gets a name that sweeps find. The next `ensureInboxEmbed` with the key returns it, and
 * patches the settings that `create` names.
 *
 * The API returns the embed for its id, but not its URL. This function cannot check that `embed_url`
 * belongs to `id`.
 *
 * @throws InboxEmbedError `input` for an embed that has ended, that this package created, or a URL
 *   that is none of an embed; `occupied` when the key has another embed; `not_visible` when the API
 *   key is of another project
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { adoptInboxEmbed, memoryStore } from "@shared/kapso-embeds";
 *
 * declare const rows: { customer: string; embedId: string; url: string }[]; // your own table
 *
 * for (const { customer, embedId, url } of rows) {
 *   await adoptInboxEmbed({
 *     kapso: createKapsoClient(),
 *     store: memoryStore(),
 *     deployment: "shop-production",
 *     key: `customer:${customer}`,
 *     id: embedId,
 *     embed_url: url,
 *   });
 * }
 * ```
 */
export async function adoptInboxEmbed(options: AdoptOptions): Promise<AdoptedInboxEmbed> {
  const context = await keyContext(options);
  const { id, embed_url } = checkEmbed(options);
  const before = await context.read();
  if (before.record.movedTo !== undefined)
    throw occupied(context, `the deployment ${before.record.movedTo}`);
  const project = await checkProject(context, before.record);
  const sighting = await lookUp(context, id);
  if (sighting.kind === "not visible") throw notVisibleError(id, sighting.cause);
  if (sighting.kind === "no response") throw sighting.cause;
  if (sighting.kind === "ended") {
    throw new InboxEmbedError(
      "input",
      `The embed ${id} is revoked or expired, so it cannot be adopted. Call ensureInboxEmbed, which creates another.`,
    );
  }
  const { embed } = sighting;
  const live: LiveEmbed = {
    id: embed.id,
    nonce: newNonce(),
    embed_url,
    expires_at: embed.expires_at ?? null,
    scope_type: embed.scope_type,
    scope_id: embed.scope_id ?? null,
    asked: "{}",
    actual: writeSettings(embed),
  };
  const recorded = await record(context, live, embed.name, project);
  await giveName(context, recorded.live, embed.name);
  return { id: embed.id, how: recorded.how };
}

/** Commits the embed to a record that has none. The commit orphans creations under way. */
async function record(
  context: KeyContext,
  live: LiveEmbed,
  name: string | null | undefined,
  project: Project,
): Promise<{ live: LiveEmbed; how: AdoptedInboxEmbed["how"] }> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const { record, version } = await context.read();
    if (record.live?.id === live.id) return { live: record.live, how: "already" };
    if (record.live) throw occupied(context, `the embed ${record.live.id}`);
    // An orphaned nonce must never come back.
    if (readName(name)) {
      throw new InboxEmbedError(
        "input",
        `This package created the embed ${live.id} (${name}), so the embed has a record already. Use its deployment and key, or call migrateDeployment.`,
      );
    }
    await keepEvidence(context, project, live.id);
    const sweepAfter = record.creating ? context.clock.now() : record.sweepAfter;
    const next = { ...record, live, creating: null, sweepAfter };
    if ((await context.save(version, next)) === "saved") return { live, how: "adopted" };
  }
  throw new InboxEmbedError(
    "timed_out",
    `Other processes changed the record of "${context.key}" ${maxAttempts} times before this call could save the embed. Call again.`,
  );
}

const maxAttempts = 50;

/** After the record keeps the embed: a sweep revokes every embed with a tag that no record keeps. */
async function giveName(
  context: KeyContext,
  live: LiveEmbed,
  name: string | null | undefined,
): Promise<void> {
  if (readName(name)) return;
  const { deployment, keyHash, embeds } = context;
  const tagged = writeName(readableName(name), { deployment, keyHash, nonce: live.nonce });
  await embeds.update(live.id, { name: tagged }, context.callOptions());
}

function checkEmbed({ id, embed_url }: AdoptOptions): { id: string; embed_url: string } {
  const wrong = (field: string, expected: string): InboxEmbedError =>
    new InboxEmbedError("input", `${field} must be ${expected}. Nothing was read or changed.`);
  if (typeof id !== "string" || id.trim() === "")
    throw wrong("id", "the embed's UUID, as a string");
  const url = typeof embed_url === "string" ? embed_url.trim() : "";
  if (!/^https?:\/\/[^\s/]+\/embed\/[^\s/]+$/.test(url)) {
    // The value is not quoted, since it may be a secret.
    throw wrong(
      "embed_url",
      'the URL that the API returned, like "https://inbox.kapso.ai/embed/…"',
    );
  }
  return { id: id.trim(), embed_url: url };
}

function occupied({ key }: KeyContext, by: string): InboxEmbedError {
  return new InboxEmbedError(
    "occupied",
    `The key "${key}" already has ${by}. Revoke that embed first with revokeInboxEmbed, or adopt this one under another key.`,
  );
}
