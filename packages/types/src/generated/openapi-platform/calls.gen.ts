// Generated from specs/openapi-platform.yaml by `pnpm regen`. Do not edit.

import type { Err, Loose, Ok } from "../../call-result.ts";
import type { components, operations } from "./openapi.gen.ts";
type S = components["schemas"];
type O = operations;

/** `GET /inbox_embeds`: List inbox embeds. */
export interface ListInboxEmbedsInit {
  /** `GET /inbox_embeds`: List inbox embeds. */
  params?: { query?: Loose<NonNullable<O["listInboxEmbeds"]["parameters"]["query"]>> };
}
/** `GET /inbox_embeds`: List inbox embeds. */
export type ListInboxEmbedsResult =
  | Ok<200, S["InboxEmbedListResponse"]>
  | Err<401 | 422, S["ErrorResponse"]>
  | Err<ErrorStatus<"other 4xx/5xx than 401 | 422">, object>;

/** `POST /inbox_embeds`: Create inbox embed. */
export interface CreateInboxEmbedInit {
  /** `POST /inbox_embeds`: Create inbox embed. */
  body: S["InboxEmbedCreateRequest"];
}
/** `POST /inbox_embeds`: Create inbox embed. */
export type CreateInboxEmbedResult =
  | Ok<201, S["InboxEmbedCreatedResponse"]>
  | Err<401 | 404 | 422, S["ErrorResponse"]>
  | Err<ErrorStatus<"other 4xx/5xx than 401 | 404 | 422">, object>;

/** `GET /inbox_embeds/{inbox_embed_id}`: Get inbox embed. */
export interface GetInboxEmbedInit {
  /** `GET /inbox_embeds/{inbox_embed_id}`: Get inbox embed. */
  params: { path: NonNullable<O["getInboxEmbed"]["parameters"]["path"]> };
}
/** `GET /inbox_embeds/{inbox_embed_id}`: Get inbox embed. */
export type GetInboxEmbedResult =
  | Ok<200, S["InboxEmbedResponse"]>
  | Err<401 | 404, S["ErrorResponse"]>
  | Err<ErrorStatus<"other 4xx/5xx than 401 | 404">, object>;

/** `DELETE /inbox_embeds/{inbox_embed_id}`: Revoke inbox embed. */
export interface DeleteInboxEmbedInit {
  /** `DELETE /inbox_embeds/{inbox_embed_id}`: Revoke inbox embed. */
  params: { path: NonNullable<O["deleteInboxEmbed"]["parameters"]["path"]> };
}
/** `DELETE /inbox_embeds/{inbox_embed_id}`: Revoke inbox embed. */
export type DeleteInboxEmbedResult =
  | Ok<204, undefined>
  | Err<401 | 404, S["ErrorResponse"]>
  | Err<ErrorStatus<"other 4xx/5xx than 401 | 404">, object>;

/** `PATCH /inbox_embeds/{inbox_embed_id}`: Update inbox embed. */
export interface UpdateInboxEmbedInit {
  /** `PATCH /inbox_embeds/{inbox_embed_id}`: Update inbox embed. */
  params: { path: NonNullable<O["updateInboxEmbed"]["parameters"]["path"]> };
  /** `PATCH /inbox_embeds/{inbox_embed_id}`: Update inbox embed. */
  body: S["InboxEmbedUpdateRequest"];
}
/** `PATCH /inbox_embeds/{inbox_embed_id}`: Update inbox embed. */
export type UpdateInboxEmbedResult =
  | Ok<200, S["InboxEmbedResponse"]>
  | Err<401 | 404 | 422, S["ErrorResponse"]>
  | Err<ErrorStatus<"other 4xx/5xx than 401 | 404 | 422">, object>;

interface ClientErrors {
  "other 4xx/5xx than 401 | 422":
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
    | 451;
  "other 4xx/5xx than 401 | 404 | 422":
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
    | 451;
  "other 4xx/5xx than 401 | 404":
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
    | 451;
}

interface ServerErrors {
  "other 4xx/5xx than 401 | 422":
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
  "other 4xx/5xx than 401 | 404 | 422":
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
  "other 4xx/5xx than 401 | 404":
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
}

/** The statuses that an operation does not document, out of all in use. */
export type ErrorStatus<Which extends keyof ClientErrors> =
  | ClientErrors[Which]
  | ServerErrors[Which];

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

/** The operations by their ids, in camel case. */
export interface OperationCalls {
  /** `GET /inbox_embeds`: List inbox embeds. */
  listInboxEmbeds: GETCalls["/inbox_embeds"];
  /** `POST /inbox_embeds`: Create inbox embed. */
  createInboxEmbed: POSTCalls["/inbox_embeds"];
  /** `GET /inbox_embeds/{inbox_embed_id}`: Get inbox embed. */
  getInboxEmbed: GETCalls["/inbox_embeds/{inbox_embed_id}"];
  /** `DELETE /inbox_embeds/{inbox_embed_id}`: Revoke inbox embed. */
  deleteInboxEmbed: DELETECalls["/inbox_embeds/{inbox_embed_id}"];
  /** `PATCH /inbox_embeds/{inbox_embed_id}`: Update inbox embed. */
  updateInboxEmbed: PATCHCalls["/inbox_embeds/{inbox_embed_id}"];
}

/** The whole document, as `createKapsoClient<CallTable>` takes it. */
export interface CallTable {
  GET: GETCalls;
  PUT: PUTCalls;
  POST: POSTCalls;
  DELETE: DELETECalls;
  OPTIONS: OPTIONSCalls;
  HEAD: HEADCalls;
  PATCH: PATCHCalls;
  TRACE: TRACECalls;
  operations: OperationCalls;
}
