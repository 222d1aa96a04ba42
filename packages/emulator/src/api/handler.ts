import type { Operation } from "../description/operations.ts";
import type { Answer, Refusal } from "./answer.ts";
import type { ValidRequest } from "./validate-request.ts";

/** A request that passed every check, on its way to what answers it. */
export interface Handling extends ValidRequest {
  operation: Operation;
  url: URL;
}

/** Answers one operation. */
export type Handler = (request: Handling) => Answer | Refusal;
