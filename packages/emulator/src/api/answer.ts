import type { Json } from "../json.ts";

/** What an operation answers, before it is written to the wire. */
export type Answer = {
  readonly status: number;
  readonly body?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A refusal: the status and the sentence; its shape follows from the operation. */
export type Refusal = { readonly status: number; readonly refusal: string };

export const isRefusal = (outcome: object): outcome is Refusal => "refusal" in outcome;
