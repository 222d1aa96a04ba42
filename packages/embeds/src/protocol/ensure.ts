import {
  hideFromInspect,
  type InboxEmbed,
  isKapsoError,
  isKapsoNotFoundError,
  isUsable,
} from "@shared/kapso-client";
import { InboxEmbedError } from "../embeds-error.ts";
import type { CreateOptions } from "../options.ts";
import { type CreateContext, createContext } from "./context.ts";
import { obtain, type Verdict } from "./obtain.ts";
import { askedSettings, type LiveEmbed, type ReadRecord, writeSettings } from "./record.ts";

/** What {@link ensureInboxEmbed} takes. */
export interface EnsureOptions extends CreateOptions {
  /**
   * Whether to look a stored embed up, to notice that it was revoked or changed outside. One GET;
   * when the API does not respond to it, the stored embed is returned as it is. With `false` only
   * the store is read: right for every page view, while something else verifies now and then.
   * @default true
   */
  verify?: boolean | undefined;
  /**
   * Milliseconds before `expires_at` at which an embed is renewed.
   * @default 60_000
   */
  skew?: number | undefined;
}

/** The one live embed of a key. `embed_url` opens conversations, and is not printed. */
export interface EnsuredInboxEmbed {
  /** The embed's UUID. */
  id: string;
  /** The URL for the frame: a bearer credential. */
  embed_url: string;
  /** ISO date; `null` for never. */
  expires_at: string | null;
  /** Where it came from. */
  how: "stored" | "patched" | "created";
}

/**
 * Returns the one live embed for `key`: the stored one where it works, otherwise one that is created
 * and stored. All processes that call it get the same embed. Whenever one of them is killed, no
 * secret is lost, and a sweep finds each embed that is left.
 *
 * An embed that expired or was revoked is renewed. One whose origins, mode, assignee or language
 * differ from `create` is patched, and keeps its URL.
 *
 * @throws InboxEmbedError by `code`: `scope_changed`, `timed_out`, `save_unknown`, …
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
  const { verify = true, skew = 60_000 } = options;
  const { live, how, condemned } = await obtain(context, {
    grace: 0,
    judge: (stored, read) => judge(context, stored, read, verify, skew),
  });
  for (const id of condemned) {
    // It does not work any more. If this fails, a sweep revokes it.
    const revocation = { missingOk: true, signal: context.signal };
    await context.embeds.revoke(id, revocation).catch(() => undefined);
  }
  return hideEmbedUrl({ id: live.id, embed_url: live.embed_url, expires_at: live.expires_at, how });
}

/** Keeps `embed_url` out of `console.log`; it can be read, spread and written as JSON. */
export function hideEmbedUrl<T extends { embed_url: string }>(value: T): T {
  return hideFromInspect(value, ["embed_url"], "[hidden: opens the inbox]");
}

async function judge(
  context: CreateContext,
  live: LiveEmbed,
  { record, version }: ReadRecord,
  verify: boolean,
  skew: number,
): Promise<Verdict> {
  const { embeds, clock, signal } = context;
  const input = context.input();
  const { scope_type } = input;
  const scope_id = typeof input.scope_id === "string" ? input.scope_id.trim() : "";
  if (live.scope_type !== scope_type.trim() || (live.scope_id ?? "") !== scope_id) {
    throw new InboxEmbedError(
      "scope_changed",
      `The embed "${context.key}" shows a ${live.scope_type}, and create names another ${scope_type}. An embed's scope cannot change: use another key, or revoke this embed first.`,
    );
  }
  const usable = (embed: { status?: string; expires_at?: string | null }): boolean =>
    isUsable({ status: "active", ...embed }, { skew, now: clock.now() });
  if (!usable({ expires_at: live.expires_at })) return { kind: "replace" };

  let actual = live.actual;
  let expires_at = live.expires_at;
  if (verify) {
    // A replacement is saved upon the version that was read before this: a later save wins.
    const found = await lookUp(context, live.id);
    if (found === "no response") return { kind: "use", live, how: "stored" };
    if (found === "missing" || !usable(found)) return { kind: "replace" };
    actual = writeSettings(found);
    expires_at = found.expires_at ?? null;
  }

  const asked = askedSettings(input);
  const drifted = writeSettings(asked) !== live.asked || actual !== live.actual;
  if (!drifted && expires_at === live.expires_at) return { kind: "use", live, how: "stored" };
  if (drifted && Object.keys(asked).length > 0) {
    try {
      actual = writeSettings(await embeds.update(live.id, asked, { signal }));
    } catch (error) {
      if (isKapsoNotFoundError(error)) return { kind: "replace" };
      throw error;
    }
  }
  const next: LiveEmbed = { ...live, expires_at, asked: writeSettings(asked), actual };
  const saved = await context.save(version, { ...record, live: next });
  return saved === "saved" ? { kind: "use", live: next, how: "patched" } : { kind: "again" };
}

async function lookUp(
  { embeds, signal }: CreateContext,
  id: string,
): Promise<InboxEmbed | "missing" | "no response"> {
  try {
    return await embeds.get(id, { signal });
  } catch (error) {
    if (isKapsoNotFoundError(error)) return "missing";
    const passing =
      isKapsoError(error) &&
      (error.family === "connection" || error.status === 429 || (error.status ?? 0) >= 500);
    if (passing) return "no response";
    throw error;
  }
}
