import { describeValue } from "../errors/describe-value.ts";
import { titleOf } from "../errors/error-body.ts";
import { KapsoUnreadableResponseError } from "../errors/error-classes.ts";
import { scrub } from "../errors/redact.ts";
import type { LowLevelResult } from "../openapi-fetch.ts";
import { type Call, describeCall, nameOf } from "../transport/call.ts";
import { warningIf } from "../transport/failures.ts";
import { changesSomething } from "../transport/retry-policy.ts";
import { type AnyResult, isHtml, withNotes, wrongBaseUrl } from "./unwrap.ts";

/**
 * Brings what openapi-fetch returns to the form that narrows: `ok` and `status` beside the data,
 * and an error that is always an object.
 */
export function readResult(
  call: Call,
  { data = "", error, response }: LowLevelResult,
  secrets: () => readonly string[],
  promisesObject: boolean,
): AnyResult {
  const { ok, status } = response;
  const result: AnyResult = ok
    ? { ok, status, data: parseData(call, data, response, secrets, promisesObject), response }
    : { ok, status, error: asObject(error), response };
  return withNotes(result, () => ({
    details: describeCall(call, secrets(), response),
    secrets: secrets(),
  }));
}

/** Parses the body of a 2xx, or throws what says why it cannot be used. */
function parseData(
  call: Call,
  text: string,
  response: Response,
  secrets: () => readonly string[],
  promisesObject: boolean,
): unknown {
  const refuse = (problem: string): never => {
    throw unreadable(call, text, response, problem, secrets());
  };
  if (text === "") {
    const { method } = call.event;
    // The OpenAPI document promises a body for each GET, and for each 200 and 201 of the others (a
    // test checks that it does), but for DELETE: some operations respond with 200, some with 204.
    if (
      !promisesObject ||
      /HEAD|DELETE|OPTIONS/.test(method) ||
      (response.status >= 202 && method !== "GET")
    ) {
      return undefined;
    }
    refuse("without a body");
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return refuse("that is not JSON");
  }
  if (!promisesObject || (typeof data === "object" && data !== null && !Array.isArray(data))) {
    return data;
  }
  return refuse(`with ${describeValue(data)} instead of an object`);
}

function unreadable(
  call: Call,
  text: string,
  response: Response,
  problem: string,
  secrets: readonly string[],
): KapsoUnreadableResponseError {
  const mayHaveHappened = call.mayHaveHappened || changesSomething(call.event.method);
  const type = response.headers.get("content-type")?.replace(/[^\w/+.;= -]/g, "") || "none";
  // Anything more of a body could hold a token.
  const title = titleOf(text);
  const shown = title ? `, a page called ${JSON.stringify(scrub(title, secrets))}` : "";
  const advice = isHtml(response) ? wrongBaseUrl : undefined;
  return new KapsoUnreadableResponseError(
    `${nameOf(call)}: Kapso returned ${response.status} ${problem} (content type: ${type}; ${text.length} characters${shown}).${warningIf(mayHaveHappened)}${advice ? ` ${advice}` : ""}`,
    { ...describeCall(call, secrets, response), mayHaveHappened, ...(advice && { advice }) },
    text,
  );
}

function asObject(error: unknown): object {
  return typeof error === "object" && error !== null ? error : { error: String(error ?? "") };
}
