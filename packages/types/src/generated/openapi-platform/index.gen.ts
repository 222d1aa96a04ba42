// Generated from specs/openapi-platform.yaml by `pnpm regen`. Do not edit.

import type { components } from "./openapi.gen.ts";

export type * as calls from "./calls.gen.ts";
export type { CallTable } from "./calls.gen.ts";
export type { components, operations, paths } from "./openapi.gen.ts";
export { specification } from "./specification.gen.ts";

export type InboxEmbedCreateRequest = components["schemas"]["InboxEmbedCreateRequest"];
export type InboxEmbedCreatedResponse = components["schemas"]["InboxEmbedCreatedResponse"];
export type InboxEmbedCreated = components["schemas"]["InboxEmbedCreated"];
export type ErrorResponse = components["schemas"]["ErrorResponse"];
export type InboxEmbed = components["schemas"]["InboxEmbed"];
export type InboxEmbedListResponse = components["schemas"]["InboxEmbedListResponse"];
export type PaginationMeta = components["schemas"]["PaginationMeta"];
export type InboxEmbedResponse = components["schemas"]["InboxEmbedResponse"];
export type InboxEmbedUpdateRequest = components["schemas"]["InboxEmbedUpdateRequest"];

export const inboxEmbedCreateRequestInboxEmbedScopeTypeValues = [
  "project",
  "customer",
  "phone_number",
] as const;
export const inboxEmbedCreateRequestInboxEmbedDefaultModeValues = [
  "system",
  "light",
  "dark",
] as const;
export const inboxEmbedCreateRequestInboxEmbedLanguageValues = ["en", "es"] as const;
export const inboxEmbedScopeTypeValues = ["project", "customer", "phone_number"] as const;
/** Whether a value is one of `inboxEmbedScopeTypeValues`. The API may send other values. */
export function isInboxEmbedScopeType(
  value: unknown,
): value is (typeof inboxEmbedScopeTypeValues)[number] {
  return (inboxEmbedScopeTypeValues as readonly unknown[]).includes(value);
}
export const inboxEmbedStatusValues = ["active", "revoked"] as const;
/** Whether a value is one of `inboxEmbedStatusValues`. The API may send other values. */
export function isInboxEmbedStatus(
  value: unknown,
): value is (typeof inboxEmbedStatusValues)[number] {
  return (inboxEmbedStatusValues as readonly unknown[]).includes(value);
}
export const inboxEmbedDefaultModeValues = ["system", "light", "dark"] as const;
/** Whether a value is one of `inboxEmbedDefaultModeValues`. The API may send other values. */
export function isInboxEmbedDefaultMode(
  value: unknown,
): value is (typeof inboxEmbedDefaultModeValues)[number] {
  return (inboxEmbedDefaultModeValues as readonly unknown[]).includes(value);
}
export const inboxEmbedLanguageValues = ["en", "es"] as const;
/** Whether a value is one of `inboxEmbedLanguageValues`. The API may send other values. */
export function isInboxEmbedLanguage(
  value: unknown,
): value is (typeof inboxEmbedLanguageValues)[number] {
  return (inboxEmbedLanguageValues as readonly unknown[]).includes(value);
}
export const inboxEmbedUpdateRequestInboxEmbedDefaultModeValues = [
  "system",
  "light",
  "dark",
] as const;
export const inboxEmbedUpdateRequestInboxEmbedLanguageValues = ["en", "es"] as const;
