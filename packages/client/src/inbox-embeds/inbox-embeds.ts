import type { calls, InboxEmbed, InboxEmbedListResponse } from "@shared/kapso-types";
import type { Verbs } from "../calls/call-types.ts";
import { type AnyResult, unwrap } from "../calls/unwrap.ts";
import {
  isKapsoNotFoundError,
  type KapsoNotFoundError,
  KapsoUnreadableResponseError,
} from "../errors/error-classes.ts";
import { isKapsoError } from "../errors/kapso-error.ts";
import { uuid } from "../errors/redact.ts";
import { reject, rejectKind } from "../errors/reject.ts";
import { type CallOptions, type InternalCallOptions, operationKey } from "../options.ts";
import { type Paginated, type PaginateOptions, paginate } from "../paginate/paginate.ts";
import {
  type CreatedInboxEmbed,
  type CreateInboxEmbedInput,
  createInboxEmbed,
} from "./create-inbox-embed.ts";
import { type InboxEmbedChanges, readChanges, readId, scopeFields, settings } from "./input.ts";

const path = "/inbox_embeds/{inbox_embed_id}";

/** Which embeds a list holds; white space and order as the API has them, newest first. */
export type InboxEmbedFilter = NonNullable<
  NonNullable<calls.ListInboxEmbedsInit["params"]>["query"]
>;

/** How a revocation is sent. */
export interface RevokeOptions extends CallOptions {
  /**
   * Whether an embed that does not exist counts as revoked. A 404 that is not JSON stays an error,
   * since the API did not send it, and so does one for an id that is no UUID.
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
  create: (input: CreateInboxEmbedInput, options?: CallOptions) => Promise<CreatedInboxEmbed>;
  /**
   * The embeds, newest first: iterated, or page by page with `.pages()` (operation
   * `listInboxEmbeds`).
   */
  list: (
    filter?: InboxEmbedFilter,
    options?: PaginateOptions,
  ) => Paginated<InboxEmbed, InboxEmbedListResponse>;
  /** One embed, without its secrets (operation `getInboxEmbed`). */
  get: (id: string, options?: CallOptions) => Promise<InboxEmbed>;
  /**
   * Changes settings; the token and its URL stay. The scope cannot change (operation
   * `updateInboxEmbed`).
   */
  update: (id: string, changes: InboxEmbedChanges, options?: CallOptions) => Promise<InboxEmbed>;
  /** Revokes an embed: its URL stops working at once (operation `deleteInboxEmbed`). */
  revoke: (id: string, options?: RevokeOptions) => Promise<void>;
  /**
   * Creates an embed with the old one's settings, hands it over, then revokes the old one. When the
   * revocation fails, both embeds work, and the error's `created` is the new one.
   */
  rotate: (id: string, rotation: Rotation, options?: CallOptions) => Promise<CreatedInboxEmbed>;
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

  /** One embed's operation, and its data, where it has some. */
  async function call(
    method: "GET" | "PATCH" | "DELETE",
    operation: string,
    id: string,
    options: CallOptions | undefined,
    body?: object,
  ): Promise<InboxEmbed> {
    const verb = kapso[method] as unknown as (
      path: string,
      init: object,
      options: CallOptions,
    ) => Promise<AnyResult>;
    const init = {
      params: { path: { inbox_embed_id: readId("id", id, "the embed's UUID") } },
      body,
    };
    const read = await unwrap(verb(path, init, named(operation, options)));
    const { data } = (read ?? {}) as { data?: InboxEmbed };
    if (data?.id || method === "DELETE") return data as InboxEmbed;
    throw new KapsoUnreadableResponseError(
      `${method} ${path}: Kapso returned a response without the embed in \`data\`.`,
      { method, path, operation, mayHaveHappened: method !== "GET" },
      read,
    );
  }

  const embeds: InboxEmbeds = {
    create: (input, options) => createInboxEmbed(kapso, input, options),

    list: (filter = {}, options = {}) =>
      paginate(
        kapso,
        "/inbox_embeds",
        { params: { query: filter } },
        { ...options, ...named("listInboxEmbeds") },
      ),

    get: (id, options) => call("GET", "getInboxEmbed", id, options),

    async update(id, changes, options) {
      const inbox_embed = readChanges(changes);
      if (!Object.keys(inbox_embed).length) reject("changes", "has nothing to change.");
      return call("PATCH", "updateInboxEmbed", id, options, { inbox_embed });
    },

    async revoke(id, { missingOk = false, ...options } = {}) {
      try {
        await call("DELETE", "deleteInboxEmbed", id, options);
      } catch (error) {
        // Of what is no id, such as a token or "undefined", a 404 says nothing.
        if (
          !missingOk ||
          !isKapsoNotFoundError(error) ||
          !isOfTheApi(error) ||
          !uuid.test(id.trim())
        )
          throw error;
      }
    },

    async rotate(id, rotation, options) {
      const { handOver, changes = {} } = rotation ?? {};
      if (typeof handOver !== "function") {
        rejectKind("handOver", "a function that stores the new embed", handOver);
      }
      const changed = readChanges(changes);
      const old = await embeds.get(id, options);
      const { expires_at } = old;
      if (expires_at && Date.parse(expires_at) <= Date.now() && changed.expires_at === undefined) {
        reject(
          "changes.expires_at",
          `has passed (${expires_at}); pass changes: { expires_at } with a later time, or null for never.`,
        );
      }
      // Without the old one's origins the new one would be open to all: `null` is rejected.
      const allowed_origins = old.allowed_origins ?? null;
      const input: object = { ...settingsOf(old), allowed_origins, ...changed };
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
  const names = [...settings, ...scopeFields] as (keyof InboxEmbed)[];
  return Object.fromEntries(names.map((name) => [name, old[name]]));
}

/** A 404 of another host, where `baseUrl` is wrong, says nothing about the embed. */
function isOfTheApi({ headers }: KapsoNotFoundError): boolean {
  return /json/.test(headers?.["content-type"] ?? "");
}
