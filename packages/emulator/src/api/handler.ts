import type { Operation } from "../description/operations.ts";
import type { Answer, Refusal } from "./answer.ts";
import type { ValidRequest } from "./validate-request.ts";

/** A request that passed every check, on its way to what answers it. */
export type Handling = ValidRequest & { readonly operation: Operation; readonly url: URL };

/** Answers one operation. */
export type Handler = (request: Handling) => Answer | Refusal;
