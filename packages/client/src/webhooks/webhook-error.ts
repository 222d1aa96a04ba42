import { isKapsoError, KapsoError } from "../errors/kapso-error.ts";

/** What was wrong with a delivery's signature. */
export type SignatureProblem = "missing" | "malformed" | "mismatch";

/** A delivery did not come from Kapso, or not as it arrived here. Respond with 401. */
export class KapsoSignatureError extends KapsoError {
  declare readonly family: "signature";
  /** What was wrong with it. */
  declare readonly problem: SignatureProblem;

  constructor(problem: SignatureProblem, message: string) {
    super("KapsoSignatureError", "signature", message);
    Object.assign(this, { problem });
  }
}

/** Whether a webhook delivery was rejected for its signature. */
export function isKapsoSignatureError(error: unknown): error is KapsoSignatureError {
  return isKapsoError(error) && error.family === "signature";
}
