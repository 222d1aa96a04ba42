import type { Operation } from "../description/operations.ts";
import type { Json } from "../json.ts";
import type { ValidRequest } from "./validate-request.ts";

/** The response of an operation, before it is written to the wire. */
export interface ApiResponse {
  status: number;
  body?: Json | undefined;
  headers?: Readonly<Record<string, string>>;
}

/** A rejection: the status and the reason; its shape follows from the operation. */
export interface Refusal {
  status: number;
  refusal: string;
}

export function isRefusal(outcome: object): outcome is Refusal {
  return "refusal" in outcome;
}

/** A call that passed every check, for the handler of its operation. */
export interface OperationCall extends ValidRequest {
  operation: Operation;
  url: URL;
}

/** Responds to the calls of one operation. */
export type Handler = (call: OperationCall) => ApiResponse | Refusal;
