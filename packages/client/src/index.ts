export type { Err, InboxEmbed, Ok } from "@shared/kapso-types";
// What the compiler writes into a service's own declarations, where only this package is at hand.
export type * from "@shared/kapso-types/openapi-platform/calls";
export type { AnyCallTable, Verb, Verbs } from "./calls/call-types.ts";
export type { Middleware, MiddlewareEvent } from "./calls/middleware.ts";
export { mockResult } from "./calls/mock-result.ts";
export { type AnyResult, errorOf, unwrap } from "./calls/unwrap.ts";
export type { KapsoVerbs } from "./calls/verbs.ts";
export {
  type ClientOf,
  createKapsoClient,
  type DocumentClient,
  type KapsoClient,
  type OptionsOf,
} from "./client.ts";
export {
  type ConnectionFailure,
  isKapsoAbortedError,
  isKapsoApiError,
  isKapsoConfigurationError,
  isKapsoConnectionError,
  isKapsoInputError,
  isKapsoInvalidRequestError,
  isKapsoNotFoundError,
  isKapsoRateLimitError,
  isKapsoRedirectError,
  isKapsoServerError,
  isKapsoUnauthorizedError,
  isKapsoUnreadableResponseError,
  KapsoAbortedError,
  KapsoApiError,
  KapsoConfigurationError,
  KapsoConnectionError,
  KapsoInputError,
  KapsoInvalidRequestError,
  KapsoNotFoundError,
  KapsoRateLimitError,
  KapsoRedirectError,
  KapsoServerError,
  KapsoUnauthorizedError,
  KapsoUnreadableResponseError,
} from "./errors/error-classes.ts";
export {
  type Attempt,
  type ErrorDetails,
  type ErrorFamily,
  isKapsoError,
  KapsoError,
} from "./errors/kapso-error.ts";
export {
  type CreatedInboxEmbed,
  type CreateInboxEmbedInput,
  createInboxEmbed,
} from "./inbox-embeds/create-inbox-embed.ts";
export {
  createInboxEmbeds,
  type InboxEmbedFilter,
  type InboxEmbeds,
  type RevokeOptions,
  type Rotation,
} from "./inbox-embeds/inbox-embeds.ts";
export {
  type InboxEmbedChanges,
  type InboxEmbedFields,
  normaliseInboxEmbedInput,
} from "./inbox-embeds/input.ts";
export { type IsUsableOptions, isUsable } from "./inbox-embeds/is-usable.ts";
export { embedForLogs, hideFromInspect } from "./inbox-embeds/one-time-secret.ts";
export type {
  CallEvent,
  ErrorEvent,
  KapsoHooks,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  RetrySkippedEvent,
} from "./observe/hooks.ts";
export { type Logger, type LogLevel, messageFirst } from "./observe/logger.ts";
export type {
  CallOptions,
  DocumentFacts,
  Fetch,
  FetchInit,
  FetchResponse,
  HeadersInput,
  KapsoClientOptions,
} from "./options.ts";
export {
  type Page,
  type Paginate,
  type Paginated,
  type PaginateOptions,
  paginate,
  type ToArrayOptions,
} from "./paginate/paginate.ts";
export type { PageCursor } from "./paginate/read-page.ts";
export type { RateLimit } from "./transport/rate-limit.ts";
