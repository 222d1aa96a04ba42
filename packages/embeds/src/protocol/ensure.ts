import { hideFromInspect, isUsable } from "@shared/kapso-client";
import { InboxEmbedError, isInboxEmbedError } from "../embeds-error.ts";
import { type CreateOptions, checkChoice, checkTime } from "../options.ts";
import { type CreateContext, createContext } from "./context.ts";
import { type Obtained, obtain, type Verdict } from "./obtain.ts";
import type { LiveEmbed, ReadRecord } from "./record.ts";
import { lookUp, notVisibleError } from "./sighting.ts";
import { changesTo, checkScope, readWanted, writeSettings } from "./wanted.ts";

/** The options of {@link ensureInboxEmbed}. */
export interface EnsureOptions extends CreateOptions {
  /**
   * Whether to look up a stored embed, to notice that it was revoked or changed outside. Costs one
   * GET. When the API is down, the stored embed is returned. When the API responds without
   * the embed, `true` throws `not_visible`, and `"soft"` returns the stored embed with that
   * error as its `problem`. `false` reads only the store: use it for page views, and verify in
   * another call from time to time.
   * @default true
   */
  verify?: boolean | "soft" | undefined;
  /**
   * Milliseconds before `expires_at` at which an embed is renewed; at most half the lifetime of a new
   * embed.
   * @default 60_000
   */
  skew?: number | undefined;
}

/** The one live embed of a key. `embed_url` opens conversations, so `console.log` hides it. */
export interface EnsuredInboxEmbed {
  /** The embed's UUID. */
  id: string;
  /** The URL for the frame: a bearer credential. */
  embed_url: string;
  /** ISO date; `null` for never. */
  expires_at: string | null;
  /** Whether the embed was in the store, was patched, or was created by this call. */
  how: "stored" | "patched" | "created";
  /**
   * Why the stored embed could not be checked, patched or, shortly before it expires, renewed. The
   * embed did not change. An `InboxEmbedError` (`not_visible`, `not_patched`, …), or the client's
   * error when the API is down.
   */
  problem?: unknown;
}

/**
 * Returns the one live embed for `key`: the stored embed if it works, otherwise a new embed, which it
 * stores. All processes that call it get the same embed. A process that is killed loses no secret, and
 * a sweep finds each embed that it leaves.
 *
 * It renews an embed that expired, or that the API shows as revoked; a 404 proves neither. It patches
 * an embed whose origins, mode, assignee, language, name or expiry differ from `create`; the embed
 * keeps its URL. A setting that was removed from `create` gets the API's default. An
 * `expires_at` that a function returns counts from the creation, and is not compared.
 *
 * @throws InboxEmbedError by `code`: `not_visible`, `scope_changed`, `timed_out`, …
 * @throws KapsoError when the API refuses, or does not respond for `waitFor`
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { ensureInboxEmbed, memoryStore } from "@shared/kapso-embeds";
 *
 * const { embed_url } = await ensureInboxEmbed({
 *   kapso: createKapsoClient(),
 *   store: memoryStore(), // postgresStore(…) for a service
 *   deployment: "shop-production",
 *   key: "project",
 *   create: { scope_type: "project", allowed_origins: ["https://app.example.com"] },
 * });
 * ```
 */
export async function ensureInboxEmbed(options: EnsureOptions): Promise<EnsuredInboxEmbed> {
  const context = await createContext(options);
  const verify = checkChoice("verify", options.verify ?? true, [true, false, "soft"]);
  const skew = checkTime("skew", options.skew ?? 60_000);
  let ending: { context: CreateContext; id: string } | undefined;
  const obtained = await obtain(context, {
    grace: 0,
    judge: async (current, stored, read) => {
      const verdict = await judge(current, stored, read, { verify, skew });
      const works = verdict.kind === "replace" && !verdict.ended;
      ending = works ? { context: current, id: stored.id } : undefined;
      return verdict;
    },
  }).catch(async (error: unknown): Promise<Omit<Obtained, "context">> => {
    const { clock, signal } = context;
    // Another process may have revoked or replaced the embed since it was read.
    const live = ending && (await ending.context.read().catch(() => undefined))?.record.live;
    const works =
      live?.id === ending?.id && isUsable({ ...live, status: "active" }, { now: clock.now() });
    if (!live || !works || signal?.aborted || isInboxEmbedError(error, "not_visible")) throw error;
    return { live, how: "stored", problem: error, orphaned: [] };
  });
  const { live, how, problem, orphaned } = obtained;
  for (const id of orphaned) {
    // It does not work any more. If this fails, a sweep revokes it.
    await context.embeds.revoke(id, context.callOptions()).catch(() => undefined);
  }
  const { id, embed_url, expires_at } = live;
  return hideEmbedUrl({
    id,
    embed_url,
    expires_at,
    how,
    ...(problem !== undefined && { problem }),
  });
}

/** Keeps `embed_url` out of `console.log`; it can be read, spread and written as JSON. */
export function hideEmbedUrl<T extends { embed_url: string }>(value: T): T {
  return hideFromInspect(value, ["embed_url"], "[hidden: opens the inbox]");
}

interface Checks {
  verify: boolean | "soft";
  skew: number;
}

async function judge(
  context: CreateContext,
  live: LiveEmbed,
  { record, version }: ReadRecord,
  { verify, skew }: Checks,
): Promise<Verdict> {
  const wanted = readWanted(context);
  checkScope(context.key, live, wanted);
  const stored: Verdict = { kind: "use", live, how: "stored" };
  const now = context.clock.now();
  const { expires_at: wantedEnd } = wanted.fields;
  // A new embed that hardly lived longer than the skew would be replaced at every call.
  const margin = wantedEnd ? Math.min(skew, (Date.parse(wantedEnd) - now) / 2) : skew;
  const endsSoon = (expires_at: string | null | undefined): boolean =>
    !isUsable({ status: "active", expires_at }, { skew: Math.max(margin, 0), now });
  if (endsSoon(live.expires_at)) return { kind: "replace", ended: false };

  let { actual, expires_at } = live;
  if (verify !== false) {
    // A replacement is saved upon the version that was read before this: a later save succeeds.
    const sighting = await lookUp(context, live.id);
    if (sighting.kind === "ended") return { kind: "replace", ended: true };
    if (sighting.kind === "no response") return { ...stored, problem: sighting.cause };
    if (sighting.kind === "not visible") {
      if (context.replaceMissing) return { kind: "replace", ended: true };
      const problem = notVisibleError(live.id, sighting.cause);
      if (verify === "soft") return { ...stored, problem };
      throw problem;
    }
    actual = writeSettings(sighting.embed);
    expires_at = sighting.embed.expires_at ?? null;
    if (endsSoon(expires_at)) return { kind: "replace", ended: true };
  }

  const asked = writeSettings(wanted.asked);
  if (asked === live.asked && actual === live.actual) return stored;
  const changes = changesTo(context, live, actual, wanted.asked);
  if (Object.keys(changes).length > 0) {
    try {
      const patched = await context.embeds.update(live.id, changes, context.callOptions());
      actual = writeSettings(patched);
      expires_at = patched.expires_at ?? null;
    } catch (error) {
      context.signal?.throwIfAborted();
      return { ...stored, problem: notPatchedError(live.id, Object.keys(changes), error) };
    }
  }
  const next: LiveEmbed = { ...live, expires_at, asked, actual };
  const saved = await context.save(version, { ...record, live: next });
  if (saved !== "saved") return { kind: "again" };
  return { kind: "use", live: next, how: Object.keys(changes).length > 0 ? "patched" : "stored" };
}

function notPatchedError(id: string, fields: readonly string[], cause: unknown): InboxEmbedError {
  return new InboxEmbedError(
    "not_patched",
    `The embed ${id} works and was returned, but its settings do not match create: the PATCH of ${fields.join(", ")} failed (${cause instanceof Error ? cause.message : "no error"}). Correct create, or call again.`,
    cause,
  );
}
