import type { calls, InboxEmbed, InboxEmbedListResponse } from "@shared/kapso-types";
import type { Verbs } from "../calls/call-types.ts";
import { unwrap } from "../calls/unwrap.ts";
import { describeValue } from "../errors/describe-value.ts";
import {
  isKapsoNotFoundError,
  KapsoInputError,
  type KapsoNotFoundError,
  KapsoUnreadableResponseError,
} from "../errors/error-classes.ts";
import { isKapsoError } from "../errors/kapso-error.ts";
import { type CallOptions, type InternalCallOptions, operationKey } from "../options.ts";
import { type Paginated, type PaginateOptions, paginate } from "../paginate/paginate.ts";
import {
  type CreatedInboxEmbed,
  type CreateInboxEmbedInput,
  createInboxEmbed,
} from "./create-inbox-embed.ts";
import { type InboxEmbedChanges, readChanges } from "./input.ts";

/** Which embeds a list holds; white space and order as the API has them, newest first. */
export type InboxEmbedFilter = NonNullable<
  NonNullable<calls.ListInboxEmbedsInit["params"]>["query"]
>;

/** How a revocation is sent. */
export interface RevokeOptions extends CallOptions {
  /**
   * Whether an embed that does not exist counts as revoked. A 404 that is not JSON stays an error,
   * since the API did not send it.
   * @default false
   */
  missingOk?: boolean | undefined;
}

/** What changes with a rotation, and what stores the new embed. */
export interface Rotation {
  /**
   * Stores the new embed. The old one is revoked once this has resolved. When it throws, both
   * embeds still work, since only you can find out which was stored: revoke the other by its `id`.
   */
  handOver: (created: CreatedInboxEmbed) => void | Promise<void>;
  /**
   * Where the new embed differs from the old one, such as a later `expires_at`; `undefined` means
   * as it was.
   */
  changes?: InboxEmbedChanges | undefined;
}

/** Inbox embeds through their whole life. Ids are UUIDs; errors are those of `unwrap`. */
export interface InboxEmbeds {
  /** The same as `kapso.createInboxEmbed` (operation `createInboxEmbed`). */
  create(input: CreateInboxEmbedInput, options?: CallOptions): Promise<CreatedInboxEmbed>;
  /**
   * The embeds, newest first: iterated, or page by page with `.pages()` (operation
   * `listInboxEmbeds`).
   */
  list(
    filter?: InboxEmbedFilter,
    options?: PaginateOptions,
  ): Paginated<InboxEmbed, InboxEmbedListResponse>;
  /** One embed, without its secrets (operation `getInboxEmbed`). */
  get(id: string, options?: CallOptions): Promise<InboxEmbed>;
  /**
   * Changes settings; the token and its URL stay. The scope cannot change (operation
   * `updateInboxEmbed`).
   */
  update(id: string, changes: InboxEmbedChanges, options?: CallOptions): Promise<InboxEmbed>;
  /** Revokes an embed: its URL stops working at once (operation `deleteInboxEmbed`). */
  revoke(id: string, options?: RevokeOptions): Promise<void>;
  /**
   * Creates an embed with the old one's settings, hands it over, then revokes the old one. When the
   * revocation fails, both embeds work, and the error's `created` is the new one.
   */
  rotate(id: string, rotation: Rotation, options?: CallOptions): Promise<CreatedInboxEmbed>;
}

/**
 * The operations on inbox embeds, over a client's verbs.
 *
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 *
 * const { inboxEmbeds } = createKapsoClient();
 * for await (const { id, last_used_at } of inboxEmbeds.list({ status: "active" })) {
 *   if (!last_used_at) await inboxEmbeds.revoke(id, { missingOk: true });
 * }
 * ```
 */
export function createInboxEmbeds(
  kapso: Pick<Verbs, "GET" | "POST" | "PATCH" | "DELETE">,
): InboxEmbeds {
  const named = (operation: string, options?: CallOptions): InternalCallOptions => ({
    ...options,
    [operationKey]: operation,
  });

  const embeds: InboxEmbeds = {
    create: (input, options) => createInboxEmbed(kapso, input, options),

    list: (filter = {}, options = {}) =>
      paginate(
        kapso,
        "/inbox_embeds",
        { params: { query: filter } },
        { ...options, ...named("listInboxEmbeds") },
      ),

    async get(id, options) {
      const params = pathOf(id);
      const call = kapso.GET(
        "/inbox_embeds/{inbox_embed_id}",
        { params },
        named("getInboxEmbed", options),
      );
      return embedIn(await unwrap(call), "GET", "getInboxEmbed");
    },

    async update(id, changes, options) {
      const params = pathOf(id);
      const inbox_embed = readChanges(changes);
      if (Object.keys(inbox_embed).length === 0) {
        throw new KapsoInputError("changes", "There is nothing to change.");
      }
      const body = { inbox_embed };
      const call = kapso.PATCH(
        "/inbox_embeds/{inbox_embed_id}",
        { params, body },
        named("updateInboxEmbed", options),
      );
      return embedIn(await unwrap(call), "PATCH", "updateInboxEmbed");
    },

    async revoke(id, { missingOk = false, ...options } = {}) {
      const params = pathOf(id);
      const call = kapso.DELETE(
        "/inbox_embeds/{inbox_embed_id}",
        { params },
        named("deleteInboxEmbed", options),
      );
      try {
        await unwrap(call);
      } catch (error) {
        if (!missingOk || !isKapsoNotFoundError(error) || !isOfTheApi(error)) throw error;
      }
    },

    async rotate(id, rotation, options) {
      const { handOver, changes = {} } = rotation ?? {};
      if (typeof handOver !== "function") {
        throw new KapsoInputError(
          "handOver",
          `handOver must be a function that stores the new embed; got ${describeValue(handOver)}.`,
        );
      }
      const changed = readChanges(changes);
      const old = await embeds.get(id, options);
      const { expires_at } = old;
      if (expires_at && Date.parse(expires_at) <= Date.now() && changed.expires_at === undefined) {
        throw new KapsoInputError(
          "changes.expires_at",
          `The embed expired at ${expires_at}; pass changes: { expires_at } with a later time, or null for never.`,
        );
      }
      const input: object = { ...settingsOf(old), ...changed };
      const created = await embeds.create(input as CreateInboxEmbedInput, options);
      await handOver(created);
      try {
        await embeds.revoke(id, { ...options, missingOk: true });
      } catch (error) {
        // Not enumerable, since it holds the token.
        if (isKapsoError(error)) Object.defineProperty(error, "created", { value: created });
        throw error;
      }
      return created;
    },
  };
  return embeds;
}

function settingsOf(old: InboxEmbed): object {
  const { name, scope_type, scope_id, assigned_user_id, expires_at } = old;
  const { allowed_origins, default_mode, language } = old;
  const settings = { name, assigned_user_id, expires_at, allowed_origins, default_mode, language };
  return { ...settings, scope_type, scope_id };
}

/** A 404 of another host, where `baseUrl` is wrong, says nothing about the embed. */
function isOfTheApi({ headers }: KapsoNotFoundError): boolean {
  return /json/.test(headers?.["content-type"] ?? "");
}

function pathOf(id: string): { path: { inbox_embed_id: string } } {
  const inbox_embed_id = typeof id === "string" ? id.trim() : "";
  if (inbox_embed_id) return { path: { inbox_embed_id } };
  throw new KapsoInputError("id", "id must be the embed's UUID, as a string.");
}

function embedIn(
  body: { data: InboxEmbed } | undefined,
  method: string,
  operation: string,
): InboxEmbed {
  if (body?.data?.id) return body.data;
  const path = "/inbox_embeds/{inbox_embed_id}";
  throw new KapsoUnreadableResponseError(
    `${method} ${path}: Kapso returned a response without the embed in \`data\`.`,
    { method, path, operation, mayHaveHappened: method !== "GET" },
    body,
  );
}
