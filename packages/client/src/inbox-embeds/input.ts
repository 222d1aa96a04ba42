import type { InboxEmbedCreateRequest, InboxEmbedUpdateRequest } from "@shared/kapso-types";
import { describeValue } from "../errors/describe-value.ts";
import { scrub, uuid } from "../errors/redact.ts";
import { reject } from "../errors/reject.ts";
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

// `scope_type` stands first and alone, since the compiler reports the first part that does not fit.
type ForScope<Scope> = Scope extends unknown
  ? {
      /** Whose conversations the embed shows: the project's, a customer's, or a phone number's. */
      scope_type: Scope;
    } & ScopeId<Scope> &
      CommonInput
  : never;

/**
 * The embed to be made, in the API's own field names: one member per `scope_type`.
 *
 * Derived from the OpenAPI document's `InboxEmbedCreateRequest`.
 */
export type CreateInboxEmbedInput = ForScope<Fields["scope_type"]>;

// A test compares these with the OpenAPI document, so that a bump cannot leave them behind.
export const settings: readonly string[] = [
  "name",
  "assigned_user_id",
  "allowed_origins",
  "default_mode",
  "language",
  "expires_at",
];
export const scopeFields: readonly string[] = ["scope_type", "scope_id"];
export const scopes: readonly string[] = ["project", "customer", "phone_number"];

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
  const { scope_type, scope_id } = (input ?? {}) as Fields;
  if (typeof scope_type !== "string" || scope_type.trim() === "") {
    reject(
      "scope_type",
      'is missing. Expected the fields without the inbox_embed around them, like { scope_type: "project" }.',
    );
  }
  const scope = scope_type.trim() as Fields["scope_type"];
  if (!scopes.includes(scope)) {
    reject("scope_type", `must be one of ${scopes.join(", ")}.`);
  }
  const fields: Record<string, unknown> = { ...readSettings(input), scope_type: scope };
  const id = readScopeId(scope, scope_id);
  if (id !== undefined) fields["scope_id"] = id;
  return fields as Fields;
}

/** Checks what can be set at first and changed later. */
function readSettings(given: CommonInput): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const known = [...scopeFields, ...settings];
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) {
      reject(name, `is not a field of an embed. The fields are ${known.join(", ")}.`);
    }
  }
  // By name, since the fields of a class can be getters: without its origins an embed is open to all.
  for (const name of settings) {
    const value: unknown = given[name as keyof CommonInput];
    if (value !== undefined) fields[name] = value;
  }
  const { assigned_user_id, allowed_origins, expires_at } = given;
  if (assigned_user_id != null) {
    const expected = "the user's UUID, or left out";
    fields["assigned_user_id"] = readId("assigned_user_id", assigned_user_id, expected);
  }
  if (allowed_origins !== undefined) fields["allowed_origins"] = normaliseOrigins(allowed_origins);
  if (expires_at != null) fields["expires_at"] = normaliseExpiry(expires_at);
  return fields;
}

function readScopeId(scope: string, given: unknown): string | undefined {
  if (scope === "project") {
    if (given == null || (typeof given === "string" && given.trim() === "")) return undefined;
    reject(
      "scope_id",
      'must be left out with scope_type "project": the API key says which project.',
    );
  }
  const [expected, form] =
    scope === "customer"
      ? ["the customer's UUID", uuid]
      : ["the number's phone_number_id (digits only)", /^\d+$/];
  return readId("scope_id", given, expected, form);
}

/** An id without the white space around it; rejects what cannot be one. */
export function readId(
  field: string,
  given: unknown,
  expected: string,
  form: RegExp = /./,
): string {
  const id = typeof given === "string" ? given.trim() : "";
  if (form.test(id)) return id;
  reject(
    field,
    `must be ${expected}, as a string; got ${id ? JSON.stringify(scrub(id).slice(0, 60)) : describeValue(given)}.`,
  );
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
  for (const field of scopeFields) {
    if (field in Object(changes)) {
      reject(field, `of an embed cannot change: create another.`);
    }
  }
  return readSettings(changes ?? {}) as ChangedFields;
}
