import { isKapsoError, isUsable } from "@shared/kapso-client";
import { InboxEmbedError } from "../embeds-error.ts";
import { hideUrl } from "../hide-url.ts";
import type { CreateOptions } from "../options.ts";
import { type CreateContext, createContext } from "./context.ts";
import { obtain, type Verdict } from "./obtain.ts";
import type { LiveEmbed, ReadRecord } from "./record.ts";
import { askedSettings, writeSettings } from "./settings.ts";
import { deleteEmbed, findEmbed, patchEmbed } from "./upstream.ts";

/** What {@link ensureInboxEmbed} takes. */
export interface EnsureOptions extends CreateOptions {
  /**
   * Whether a stored embed is looked up, to notice that somebody revoked or changed it. One GET;
   * when the API does not answer it, the stored embed is given as it is. With `false` only the
   * store is asked: right for every page view, while something else verifies now and then.
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
  /** What the frame shows: a bearer credential. */
  embed_url: string;
  /** ISO date; `null` for never. */
  expires_at: string | null;
  /** Where it came from. */
  how: "stored" | "patched" | "created";
}

/**
 * Gives the one live embed for `key`: the stored one where it works, otherwise one that is created
 * and stored. However many processes call it, all are given the same; whenever one of them is
 * killed, nothing is lost and nothing is left that a sweep does not find.
 *
 * An embed that expired or was revoked is renewed. One whose origins, mode, assignee or language
 * differ from `create` is patched, and keeps its URL.
 *
 * @throws InboxEmbedError by `code`: `scope_changed`, `timed_out`, `save_unknown`, …
 * @throws KapsoError when the API refuses, or does not answer for `waitFor`
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
    // It does not work any more, and a sweep finds what is left of it.
    await deleteEmbed(context.kapso, id, context.signal).catch(() => undefined);
  }
  return hideUrl({ id: live.id, embed_url: live.embed_url, expires_at: live.expires_at, how });
}

async function judge(
  context: CreateContext,
  live: LiveEmbed,
  { record, version }: ReadRecord,
  verify: boolean,
  skew: number,
): Promise<Verdict> {
  const { kapso, clock, signal } = context;
  const input = context.input();
  const { scope_type } = input;
  const scope_id = typeof input.scope_id === "string" ? input.scope_id.trim() : "";
  if (live.scope_type !== scope_type.trim() || (live.scope_id ?? "") !== scope_id) {
    throw new InboxEmbedError(
      "scope_changed",
      `The embed "${context.key}" shows a ${live.scope_type}, and create asks for another ${scope_type}. An embed's scope cannot change: use another key, or revoke this one first.`,
    );
  }
  const usable = (embed: { status?: string; expires_at?: string | null }): boolean =>
    isUsable({ status: "active", ...embed }, { skew, now: clock.now() });
  if (!usable({ expires_at: live.expires_at })) return { kind: "replace" };

  let actual = live.actual;
  let expires_at = live.expires_at;
  if (verify) {
    // The version that a replacement is saved upon was read before this: what came later wins.
    const found = await lookUp(() => findEmbed(kapso, live.id, signal));
    if (found === "no answer") return { kind: "use", live, how: "stored" };
    if (!found || !usable(found)) return { kind: "replace" };
    actual = writeSettings(found);
    expires_at = found.expires_at ?? null;
  }

  const asked = askedSettings(input);
  const drifted = writeSettings(asked) !== live.asked || actual !== live.actual;
  if (!drifted && expires_at === live.expires_at) return { kind: "use", live, how: "stored" };
  if (drifted && Object.keys(asked).length > 0) {
    const patched = await patchEmbed(kapso, live.id, asked, signal);
    if (!patched) return { kind: "replace" };
    actual = writeSettings(patched);
  }
  const next: LiveEmbed = { ...live, expires_at, asked: writeSettings(asked), actual };
  const saved = await context.save(version, { ...record, live: next });
  return saved === "saved" ? { kind: "use", live: next, how: "patched" } : { kind: "again" };
}

async function lookUp<T>(look: () => Promise<T>): Promise<T | "no answer"> {
  try {
    return await look();
  } catch (error) {
    const passing =
      isKapsoError(error) &&
      (error.family === "connection" || error.status === 429 || (error.status ?? 0) >= 500);
    if (passing) return "no answer";
    throw error;
  }
}
