import type { InboxEmbedUpdateRequest } from "@shared/kapso-types";
import { KapsoInputError } from "../errors/refusals.ts";
import { normaliseOrigins } from "./allowed-origins.ts";
import { normaliseExpiry } from "./expires-at.ts";

type Fields = InboxEmbedUpdateRequest["inbox_embed"];

/**
 * What an update changes, in the API's own field names; what is left out stays as it is. Derived
 * from the description's `InboxEmbedUpdateRequest`.
 */
export type InboxEmbedChanges = {
  [K in keyof Fields as Exclude<K, "allowed_origins" | "expires_at">]?: Fields[K] | undefined;
} & {
  /** The origins whose pages may frame the inbox from now on; `[]` means every origin. */
  allowed_origins?: readonly (string | URL)[] | undefined;
  /** When the embed stops working; `null` for never. Not in the past. */
  expires_at?: Date | string | null | undefined;
};

/** Checks changes and brings them to the form that the API takes. */
export function readChanges(changes: InboxEmbedChanges): Fields {
  const { allowed_origins, expires_at, ...others } = changes ?? {};
  for (const field of ["scope_type", "scope_id"]) {
    if (field in others) {
      throw new KapsoInputError(
        field,
        `${field} of an embed cannot change. Create another embed, and revoke this one.`,
      );
    }
  }
  const fields: Fields = { ...(others as Fields) };
  if (allowed_origins !== undefined) fields.allowed_origins = normaliseOrigins(allowed_origins);
  if (expires_at !== undefined) {
    fields.expires_at = expires_at === null ? null : normaliseExpiry(expires_at);
  }
  if (Object.values(fields).every((value) => value === undefined)) {
    throw new KapsoInputError(
      "changes",
      'There is nothing to change. Expected fields like { allowed_origins: ["https://app.example.com"] }.',
    );
  }
  return fields;
}
