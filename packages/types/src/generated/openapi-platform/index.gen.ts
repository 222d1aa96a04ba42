// Generated from specs/openapi-platform.yaml by `pnpm regen`. Do not edit.

import type { components } from "./openapi.gen.ts";

export type * as calls from "./calls.gen.ts";
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
export const inboxEmbedStatusValues = ["active", "revoked"] as const;
export const inboxEmbedDefaultModeValues = ["system", "light", "dark"] as const;
export const inboxEmbedLanguageValues = ["en", "es"] as const;
export const inboxEmbedUpdateRequestInboxEmbedDefaultModeValues = [
  "system",
  "light",
  "dark",
] as const;
export const inboxEmbedUpdateRequestInboxEmbedLanguageValues = ["en", "es"] as const;
