import { KapsoUnreadableAnswerError } from "../errors/error-classes.ts";
import { scrub } from "../errors/redact.ts";
import type { LowLevelResult } from "../openapi-fetch.ts";
import { type Call, describeCall, nameOf } from "../transport/call.ts";
import { warning } from "../transport/failures.ts";
import { changesSomething } from "../transport/retry-policy.ts";
import { type AnyResult, withNotes } from "./unwrap.ts";

/**
 * Brings what openapi-fetch answers to the form that narrows: `ok` and `status` beside the data,
 * and an error that is always an object.
 *
 * An empty 200 or 201 is refused, since the description promises a body there (a test holds it to
 * that); not so for DELETE, where some answer 200 and some 204.
 */
export function readResult(
  call: Call,
  { data, error, response }: LowLevelResult,
  secrets: () => readonly string[],
): AnyResult {
  const { ok, status } = response;
  if (ok && data === undefined && status < 202 && !/HEAD|DELETE/.test(call.method)) {
    throw unreadable(call, "without the body that the description promises", secrets());
  }
  const result: AnyResult = ok
    ? { ok, status, data, response }
    : { ok, status, error: asObject(error), response };
  return withNotes(result, () => ({
    details: describeCall(call, secrets(), response),
    secrets: secrets(),
  }));
}

function asObject(error: unknown): object {
  return typeof error === "object" && error !== null ? error : { error: String(error ?? "") };
}

/** The error for an answer of 2xx that is not what it should be. */
export function unreadable(
  call: Call,
  what: string,
  secrets: readonly string[],
): KapsoUnreadableAnswerError {
  call.mayHaveHappened ||= changesSomething(call.method);
  const { response, text = "" } = call.answer ?? {};
  const type = response?.headers.get("content-type")?.replace(/[^\w/+.;= -]/g, "") || "none";
  // A page's title tells who answered; anything more of a body could hold a token.
  const title = /<title[^>]*>([^<]{1,80})/i.exec(text.slice(0, 4_000))?.[1]?.trim();
  const shown = title ? `, a page called ${JSON.stringify(scrub(title, secrets))}` : "";
  return new KapsoUnreadableAnswerError(
    `${nameOf(call)}: Kapso answered ${response?.status} ${what} (content type: ${type}; ${text.length} characters${shown}).${warning(call)}`,
    describeCall(call, secrets, response),
    text,
  );
}
