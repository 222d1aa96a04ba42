import type { InboxEmbedCreated } from "@shared/kapso-types";
import type { Verbs } from "../calls/call-types.ts";
import { errorOf } from "../calls/unwrap.ts";
import { KapsoUnreadableResponseError } from "../errors/error-classes.ts";
import { type CallOptions, type InternalCallOptions, operationKey } from "../options.ts";
import { type CreateInboxEmbedInput, normaliseInboxEmbedInput } from "./input.ts";
import { hideFromInspect } from "./one-time-secret.ts";

export type { CreateInboxEmbedInput } from "./input.ts";

/**
 * A new embed. `token` and `embed_url` come this once and never again: store them, with the `id`
 * that revokes them. Both are bearer credentials, and neither is shown by `console.log`.
 */
export type CreatedInboxEmbed = InboxEmbedCreated;

/**
 * Creates an inbox embed (operation `createInboxEmbed`) and returns it without its envelope.
 *
 * It is retried only where it cannot have happened (a 429, no connection). Where it may have, the
 * error says `mayHaveHappened: true`; list the embeds before you try again, since the API has no
 * idempotency key and a lost response leaves a live token.
 *
 * @param kapso - a client, or just its `POST`
 * @throws KapsoInputError before anything is sent, for what cannot be right: an id that is missing
 *   or not wanted, a path in an origin, a bare `*`, an expiry in the past
 * @throws KapsoUnauthorizedError for a 401, KapsoNotFoundError for a 404 (often the key of another
 *   project), KapsoInvalidRequestError for a 422
 * @throws KapsoUnreadableResponseError when the response has no token in it
 * @example
 * ```ts
 * import { createInboxEmbed, createKapsoClient } from "@shared/kapso-client";
 *
 * const kapso = createKapsoClient();
 * const embed = await createInboxEmbed(kapso, {
 *   scope_type: "phone_number",
 *   scope_id: "1234567890",
 *   allowed_origins: ["https://app.example.com"],
 *   expires_at: new Date(Date.now() + 24 * 60 * 60 * 1000),
 * });
 * const frame = `<iframe src="${embed.embed_url}"></iframe>`;
 * ```
 */
export async function createInboxEmbed(
  kapso: Pick<Verbs, "POST">,
  input: CreateInboxEmbedInput,
  options?: CallOptions,
): Promise<CreatedInboxEmbed> {
  const body = { inbox_embed: normaliseInboxEmbedInput(input) };
  const named: InternalCallOptions = { ...options, [operationKey]: "createInboxEmbed" };
  const result = await kapso.POST("/inbox_embeds", { body }, named);
  if (!result.ok) throw errorOf(result, adviceFor(result.status, input.scope_type));
  const embed: Partial<CreatedInboxEmbed> | undefined = result.data?.data;
  if (!embed?.id || !embed.token || !embed.embed_url) {
    throw new KapsoUnreadableResponseError(
      `POST /inbox_embeds: Kapso returned ${result.status} without the embed's id, token or embed_url in \`data\`. It may have been created: list the embeds, and revoke it.`,
      {
        method: "POST",
        path: "/inbox_embeds",
        operation: "createInboxEmbed",
        status: result.status,
        mayHaveHappened: true,
      },
      result.data,
    );
  }
  return hideFromInspect(embed as CreatedInboxEmbed, ["token", "embed_url"]);
}

function adviceFor(status: number, scope: CreateInboxEmbedInput["scope_type"]): string | undefined {
  if (status === 404 && scope !== "project") {
    return `There is no such ${scope.replace("_", " ")} for this API key. Most often the key belongs to another project: compare both.`;
  }
  if (status === 422) return "Nothing was created.";
  return undefined;
}
