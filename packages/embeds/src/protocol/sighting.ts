import { type InboxEmbed, isKapsoError, isKapsoNotFoundError } from "@shared/kapso-client";
import { InboxEmbedError } from "../embeds-error.ts";
import type { DeploymentContext } from "./context.ts";

/** The state of a stored embed according to the API. */
export type Sighting =
  | { kind: "active"; embed: InboxEmbed }
  /** The API shows the embed as revoked or expired. */
  | { kind: "ended" }
  /** The API, or a server in its place, does not show the embed. That does not prove its end. */
  | { kind: "not visible"; cause: unknown }
  /** No connection, a 429 or a 5xx. */
  | { kind: "no response"; cause: unknown };

/** Looks up an embed. Only a well-formed embed with this id counts as proof. */
export async function getById(context: DeploymentContext, id: string): Promise<Sighting> {
  try {
    const embed = await context.embeds.get(id, context.callOptions());
    if (!isSame(embed, id) || typeof embed.status !== "string") {
      return { kind: "not visible", cause: new Error("The response holds another embed.") };
    }
    const over = embed.expires_at != null && Date.parse(embed.expires_at) <= context.clock.now();
    return embed.status === "revoked" || over ? { kind: "ended" } : { kind: "active", embed };
  } catch (error) {
    return failedSighting(error);
  }
}

/**
 * Looks an embed up, after a 404 also in the list of revoked embeds: the reference does not state
 * whether GET still responds with an embed that was revoked.
 */
export async function lookUp(context: DeploymentContext, id: string): Promise<Sighting> {
  const sighting = await getById(context, id);
  if (sighting.kind !== "not visible" || !isKapsoNotFoundError(sighting.cause)) return sighting;
  try {
    return (await isAnyRevoked(context, [id])) ? { kind: "ended" } : sighting;
  } catch (error) {
    return failedSighting(error);
  }
}

/** Whether the list of revoked embeds has one of the ids. */
export async function isAnyRevoked(
  context: DeploymentContext,
  ids: readonly string[],
): Promise<boolean> {
  const filter = { status: "revoked", per_page: 100 } as const;
  for await (const embed of context.embeds.list(filter, context.callOptions())) {
    if (embed.status === "revoked" && ids.some((id) => isSame(embed, id))) return true;
  }
  return false;
}

/** Revokes an embed; resolves to whether the API confirms that it is revoked. */
export async function revokeById(context: DeploymentContext, id: string): Promise<boolean> {
  try {
    await context.embeds.revoke(id, context.callOptions());
    return true;
  } catch (error) {
    if (!isKapsoNotFoundError(error)) throw error;
    return isAnyRevoked(context, [id]);
  }
}

/** The error for an embed that the store has and the API does not show. */
export function notVisibleError(id: string, cause: unknown): InboxEmbedError {
  const status = isKapsoError(cause) ? cause.status : undefined;
  const got = status === undefined ? "a response without it" : `a response with status ${status}`;
  return new InboxEmbedError(
    "not_visible",
    `The store has the embed ${id}; expected the API to show it, got ${got}. The record was kept. Likely causes: the API key is of another project, baseUrl is wrong, or another server responds in place of the API. Compare the key and baseUrl with those of another replica. Until then, verify: "soft" returns the stored embed. If you are sure that the embed is gone, replaceMissing: true creates another.`,
    cause,
  );
}

function failedSighting(error: unknown): Sighting {
  const own = isKapsoError(error) && ["aborted", "input", "configuration"].includes(error.family);
  if (!isKapsoError(error) || own) throw error;
  const { family, status = 0 } = error;
  // A 501 is the response of a server that has no such API.
  const passing = family === "connection" || status === 429 || (status >= 500 && status !== 501);
  return { kind: passing ? "no response" : "not visible", cause: error };
}

function isSame(embed: InboxEmbed, id: string): boolean {
  return typeof embed.id === "string" && embed.id.toLowerCase() === id.toLowerCase();
}
