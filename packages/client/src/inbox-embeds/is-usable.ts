/** How {@link isUsable} looks at the time. Both in milliseconds. */
export interface IsUsableOptions {
  /**
   * How long before its end an embed counts as ended: time for the user who opens it now.
   * @default 0
   */
  skew?: number | undefined;
  /** @default Date.now() */
  now?: number | undefined;
}

/**
 * Whether an embed opens: it is not revoked and has not expired. `status` alone does not say so,
 * since it stays `active` on an embed that has expired.
 *
 * @example
 * ```ts
 * import { createKapsoClient, isUsable } from "@shared/kapso-client";
 *
 * for await (const embed of createKapsoClient().inboxEmbeds.list()) {
 *   if (!isUsable(embed, { skew: 60_000 })) console.log("renew it", embed.id);
 * }
 * ```
 */
export function isUsable(
  embed: { readonly status: string; readonly expires_at?: string | null | undefined },
  { skew = 0, now = Date.now() }: IsUsableOptions = {},
): boolean {
  if (embed.status !== "active") return false;
  // A date that cannot be read is no promise.
  return embed.expires_at == null || Date.parse(embed.expires_at) - skew > now;
}
