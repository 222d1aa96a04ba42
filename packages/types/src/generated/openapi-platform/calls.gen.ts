// Generated from specs/openapi-platform.yaml by `pnpm regen`. Do not edit.

import type { Err, Ok } from "../../call-result.ts";
import type { components } from "./openapi.gen.ts";
type S = components["schemas"];

/** `POST /inbox_embeds`: Create inbox embed. */
export interface CreateInboxEmbedInit {
  body: S["InboxEmbedCreateRequest"];
}
export type CreateInboxEmbedResult =
  | Ok<201, S["InboxEmbedCreatedResponse"]>
  | Err<401 | 404 | 422, S["ErrorResponse"]>
  | Err<Other_401_404_422, object>;

type Other_401_404_422 =
  | 400
  | 402
  | 403
  | 405
  | 406
  | 407
  | 408
  | 409
  | 410
  | 411
  | 412
  | 413
  | 414
  | 415
  | 416
  | 417
  | 418
  | 421
  | 423
  | 424
  | 425
  | 426
  | 428
  | 429
  | 431
  | 451
  | 500
  | 501
  | 502
  | 503
  | 504
  | 505
  | 506
  | 507
  | 508
  | 510
  | 511
  | 520
  | 521
  | 522
  | 523
  | 524
  | 525
  | 526
  | 527
  | 530;

export interface GETCalls {}

export interface PUTCalls {}

export interface POSTCalls {
  /** `POST /inbox_embeds`: Create inbox embed. */
  "/inbox_embeds": { init: [init: CreateInboxEmbedInit]; result: CreateInboxEmbedResult };
}

export interface DELETECalls {}

export interface OPTIONSCalls {}

export interface HEADCalls {}

export interface PATCHCalls {}

export interface TRACECalls {}
