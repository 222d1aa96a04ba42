// Generated from specs/openapi-platform.yaml by `pnpm regen`. Do not edit.

import type { Err, Loose, Ok } from "../../call-result.ts";
import type { components, operations } from "./openapi.gen.ts";
type S = components["schemas"];
type O = operations;

/** `GET /inbox_embeds`: List inbox embeds. */
export interface ListInboxEmbedsInit {
  params?: { query?: Loose<NonNullable<O["listInboxEmbeds"]["parameters"]["query"]>> };
}
export type ListInboxEmbedsResult =
  | Ok<200, S["InboxEmbedListResponse"]>
  | Err<401 | 422, S["ErrorResponse"]>
  | Err<Other_401_422, object>;

/** `POST /inbox_embeds`: Create inbox embed. */
export interface CreateInboxEmbedInit {
  body: S["InboxEmbedCreateRequest"];
}
export type CreateInboxEmbedResult =
  | Ok<201, S["InboxEmbedCreatedResponse"]>
  | Err<401 | 404 | 422, S["ErrorResponse"]>
  | Err<Other_401_404_422, object>;

/** `GET /inbox_embeds/{inbox_embed_id}`: Get inbox embed. */
export interface GetInboxEmbedInit {
  params: { path: NonNullable<O["getInboxEmbed"]["parameters"]["path"]> };
}
export type GetInboxEmbedResult =
  | Ok<200, S["InboxEmbedResponse"]>
  | Err<401 | 404, S["ErrorResponse"]>
  | Err<Other_401_404, object>;

/** `DELETE /inbox_embeds/{inbox_embed_id}`: Revoke inbox embed. */
export interface DeleteInboxEmbedInit {
  params: { path: NonNullable<O["deleteInboxEmbed"]["parameters"]["path"]> };
}
export type DeleteInboxEmbedResult =
  | Ok<204, undefined>
  | Err<401 | 404, S["ErrorResponse"]>
  | Err<Other_401_404, object>;

/** `PATCH /inbox_embeds/{inbox_embed_id}`: Update inbox embed. */
export interface UpdateInboxEmbedInit {
  params: { path: NonNullable<O["updateInboxEmbed"]["parameters"]["path"]> };
  body: S["InboxEmbedUpdateRequest"];
}
export type UpdateInboxEmbedResult =
  | Ok<200, S["InboxEmbedResponse"]>
  | Err<401 | 404 | 422, S["ErrorResponse"]>
  | Err<Other_401_404_422, object>;

type Other_401_422 =
  | 400
  | 402
  | 403
  | 404
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

type Other_401_404 =
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
  | 422
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

export interface GETCalls {
  /** `GET /inbox_embeds`: List inbox embeds. */
  "/inbox_embeds": { init: [init?: ListInboxEmbedsInit]; result: ListInboxEmbedsResult };
  /** `GET /inbox_embeds/{inbox_embed_id}`: Get inbox embed. */
  "/inbox_embeds/{inbox_embed_id}": {
    init: [init: GetInboxEmbedInit];
    result: GetInboxEmbedResult;
  };
}

export interface PUTCalls {}

export interface POSTCalls {
  /** `POST /inbox_embeds`: Create inbox embed. */
  "/inbox_embeds": { init: [init: CreateInboxEmbedInit]; result: CreateInboxEmbedResult };
}

export interface DELETECalls {
  /** `DELETE /inbox_embeds/{inbox_embed_id}`: Revoke inbox embed. */
  "/inbox_embeds/{inbox_embed_id}": {
    init: [init: DeleteInboxEmbedInit];
    result: DeleteInboxEmbedResult;
  };
}

export interface OPTIONSCalls {}

export interface HEADCalls {}

export interface PATCHCalls {
  /** `PATCH /inbox_embeds/{inbox_embed_id}`: Update inbox embed. */
  "/inbox_embeds/{inbox_embed_id}": {
    init: [init: UpdateInboxEmbedInit];
    result: UpdateInboxEmbedResult;
  };
}

export interface TRACECalls {}
