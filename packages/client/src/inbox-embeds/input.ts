import type { InboxEmbedCreateRequest, InboxEmbedUpdateRequest } from "@shared/kapso-types";
import { KapsoInputError } from "../errors/error-classes.ts";
import { normaliseOrigins } from "./allowed-origins.ts";
import { normaliseExpiry } from "./expires-at.ts";

/** The fields of a create request as they are sent. */
export type InboxEmbedFields = InboxEmbedCreateRequest["inbox_embed"];
type Fields = InboxEmbedFields;
type Retyped = "scope_type" | "scope_id" | "expires_at" | "allowed_origins";

/** What every scope takes: each field of the OpenAPI document, also those that a bump will add. */
type CommonInput = {
  [K in keyof Fields as Exclude<K, Retyped>]: Fields[K] | undefined;
} & {
  /**
   * The origins whose pages may frame the inbox; none means every origin. White space, capitals
   * and a trailing slash are put right; a path is rejected. `*.example.com` stands for subdomains.
   */
  allowed_origins?: readonly (string | URL)[] | undefined;
  /** When the embed stops working: a `Date`, or an ISO string with its offset. Not in the past. */
  expires_at?: Date | string | null | undefined;
};

/**
 * What no value is. Were `scope_id` of a project's embed `null` alone, TypeScript would take it for
 * a discriminant, and offer nothing but "project" while `scope_id` is not yet written.
 */
interface NotWithAProject {
  readonly scope_id: never;
}

type ScopeId<Scope> = Scope extends "project"
  ? {
      /** A project's embed has none. */
      scope_id?: NotWithAProject | null | undefined;
    }
  : Scope extends "customer" | "phone_number"
    ? {
        /** The customer's UUID; or the number's `phone_number_id`: digits, as a string. */
        scope_id: string;
      }
    : { scope_id?: string | null | undefined };

type ForScope<Scope> = Scope extends unknown
  ? { [K in keyof Whole<Scope>]: Whole<Scope>[K] }
  : never;
type Whole<Scope> = {
  /** Whose conversations the embed shows: the project's, a customer's, or a phone number's. */
  scope_type: Scope;
} & ScopeId<Scope> &
  CommonInput;

/**
 * The embed to be made, in the API's own field names: one member per `scope_type`.
 *
 * Derived from the OpenAPI document's `InboxEmbedCreateRequest`.
 */
export type CreateInboxEmbedInput = ForScope<Fields["scope_type"]>;

/**
 * Checks an input and returns the fields that `createInboxEmbed` sends for it: ids without white
 * space, origins as the API compares them, times as ISO strings. Two inputs that mean the same
 * embed give equal fields. Nothing is sent, and nothing is changed in place.
 *
 * @throws KapsoInputError for what cannot be right
 * @example
 * ```ts
 * import { normaliseInboxEmbedInput } from "@shared/kapso-client";
 *
 * const { allowed_origins } = normaliseInboxEmbedInput({
 *   scope_type: "project",
 *   allowed_origins: [new URL("https://App.Example.com/")],
 * });
 * console.log(allowed_origins); // ["https://app.example.com"]
 * ```
 */
export function normaliseInboxEmbedInput(input: CreateInboxEmbedInput): Fields {
  const { scope_type, scope_id, assigned_user_id, allowed_origins, expires_at, ...others } =
    (input ?? {}) as Omit<Fields, "expires_at" | "allowed_origins"> &
      Pick<CommonInput, "expires_at" | "allowed_origins">;
  if (typeof scope_type !== "string" || scope_type.trim() === "") {
    throw new KapsoInputError(
      "scope_type",
      'scope_type is missing. Expected the fields themselves, without the inbox_embed around them, like { scope_type: "project" }.',
    );
  }
  const scope = scope_type.trim() as Fields["scope_type"];
  const fields: Record<string, unknown> = { ...others, scope_type: scope };
  const id = readScopeId(scope, scope_id);
  if (id !== undefined) fields["scope_id"] = id;
  if (assigned_user_id !== undefined) {
    fields["assigned_user_id"] =
      assigned_user_id === null
        ? null
        : readId("assigned_user_id", assigned_user_id, "the user's UUID, or leave it out");
  }
  if (allowed_origins !== undefined) fields["allowed_origins"] = normaliseOrigins(allowed_origins);
  if (expires_at !== undefined)
    fields["expires_at"] = expires_at === null ? null : normaliseExpiry(expires_at);
  return fields as Fields;
}

function readScopeId(scope: string, given: unknown): string | undefined {
  const blank =
    given === undefined || given === null || (typeof given === "string" && given.trim() === "");
  if (scope === "project") {
    if (blank) return undefined;
    throw new KapsoInputError(
      "scope_id",
      'scope_id must be left out with scope_type "project", since the API key already says which project. To narrow the embed, use scope_type "customer" or "phone_number".',
    );
  }
  if (scope === "phone_number") {
    const id = readId("scope_id", given, "the number's phone_number_id");
    if (/^\d+$/.test(id)) return id;
    throw new KapsoInputError(
      "scope_id",
      'scope_id must be WhatsApp\'s phone_number_id with scope_type "phone_number": digits only, like "1234567890". It is neither the phone number itself nor a UUID.',
    );
  }
  if (scope === "customer" || !blank) return readId("scope_id", given, "the customer's UUID");
  return undefined;
}

function readId(field: string, given: unknown, expected: string): string {
  const id = typeof given === "string" ? given.trim() : "";
  if (id) return id;
  const came =
    given === undefined || given === null
      ? "nothing"
      : typeof given === "string"
        ? "an empty string"
        : `a ${typeof given}`;
  throw new KapsoInputError(field, `${field} must be ${expected}, as a string; ${came} came.`);
}

type ChangedFields = InboxEmbedUpdateRequest["inbox_embed"];

/**
 * What an update changes, in the API's own field names; what is left out stays as it is. Derived
 * from the OpenAPI document's `InboxEmbedUpdateRequest`.
 */
export type InboxEmbedChanges = {
  [K in keyof ChangedFields as Exclude<K, "allowed_origins" | "expires_at">]?:
    | ChangedFields[K]
    | undefined;
} & {
  /** The origins whose pages may frame the inbox from now on; `[]` means every origin. */
  allowed_origins?: readonly (string | URL)[] | undefined;
  /** When the embed stops working; `null` for never. Not in the past. */
  expires_at?: Date | string | null | undefined;
};

/** Checks changes and brings them to the form that the API takes. */
export function readChanges(changes: InboxEmbedChanges): ChangedFields {
  const { allowed_origins, expires_at, ...others } = changes ?? {};
  for (const field of ["scope_type", "scope_id"]) {
    if (field in others) {
      throw new KapsoInputError(
        field,
        `${field} of an embed cannot change. Create another embed, and revoke this one.`,
      );
    }
  }
  const fields: ChangedFields = { ...(others as ChangedFields) };
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
