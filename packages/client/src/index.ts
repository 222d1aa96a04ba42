export type { InboxEmbed } from "@shared/kapso-types";
export type { Verb, Verbs } from "./call-types.ts";
export { createKapsoClient, type KapsoClient } from "./client.ts";
export {
  isKapsoApiError,
  isKapsoInvalidRequestError,
  isKapsoNotFoundError,
  isKapsoRateLimitError,
  isKapsoServerError,
  isKapsoUnauthorizedError,
  KapsoApiError,
  KapsoInvalidRequestError,
  KapsoNotFoundError,
  KapsoRateLimitError,
  KapsoServerError,
  KapsoUnauthorizedError,
} from "./errors/api-error.ts";
export {
  type Attempt,
  type ErrorDetails,
  type ErrorFamily,
  isKapsoError,
  KapsoError,
} from "./errors/kapso-error.ts";
export {
  type ConnectionFailure,
  isKapsoAbortedError,
  isKapsoConnectionError,
  isKapsoRedirectError,
  isKapsoUnreadableAnswerError,
  KapsoAbortedError,
  KapsoConnectionError,
  KapsoRedirectError,
  KapsoUnreadableAnswerError,
} from "./errors/no-answer-errors.ts";
export {
  isKapsoConfigurationError,
  isKapsoInputError,
  KapsoConfigurationError,
  KapsoInputError,
} from "./errors/refusals.ts";
export type { InboxEmbedChanges } from "./inbox-embeds/changes.ts";
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
export { type IsUsableOptions, isUsable } from "./inbox-embeds/is-usable.ts";
export { hideFromInspect } from "./inbox-embeds/one-time-secret.ts";
export type { Middleware, MiddlewareEvent } from "./middleware.ts";
export type {
  CallEvent,
  ErrorEvent,
  KapsoHooks,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from "./observe/hooks.ts";
export type { Logger, LogLevel } from "./observe/logger.ts";
export type { CallOptions, Fetch, KapsoClientOptions } from "./options.ts";
export {
  type Page,
  type Paginate,
  type Paginated,
  type PaginateOptions,
  paginate,
} from "./paginate/paginate.ts";
export type { PageCursor } from "./paginate/read-page.ts";
export type { RateLimit } from "./rate-limit.ts";
export { type AnyResult, unwrap } from "./request/unwrap.ts";
export type { KapsoVerbs } from "./verbs.ts";
