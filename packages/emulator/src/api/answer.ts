import type { Json } from "../json.ts";

/** What an operation answers, before it is written to the wire. */
export interface Answer {
  status: number;
  body?: Json | undefined;
  headers?: Readonly<Record<string, string>>;
}

/** A refusal: the status and the sentence; its shape follows from the operation. */
export interface Refusal {
  status: number;
  refusal: string;
}

export function isRefusal(outcome: object): outcome is Refusal {
  return "refusal" in outcome;
}
