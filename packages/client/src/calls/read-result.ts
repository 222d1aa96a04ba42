import type { OtherBody } from "@shared/kapso-types";
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
  { data, error, response }: LowLevelResult,
  secrets: () => readonly string[],
  other: OtherBody | undefined,
): AnyResult {
  const { ok, status } = response;
  const result: AnyResult = ok
    ? { ok, status, data: readData(call, data, response, secrets, other), response }
    : { ok, status, error: asObject(error), response };
  return withNotes(result, () => ({
    details: describeCall(call, secrets(), response),
    secrets: secrets(),
  }));
}

/** Reads the body of a 2xx, or throws what says why it cannot be used. */
function readData(
  call: Call,
  body: string | ArrayBuffer | undefined,
  response: Response,
  secrets: () => readonly string[],
  other: OtherBody | undefined,
): unknown {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const refuse = (problem: string): never => {
    throw unreadable(call, text, response, problem, secrets());
  };
  if (other && other.as !== "json") {
    // A page to sign in, for example.
    if (isHtml(response) && !/html/.test(other.accept)) refuse(`that is not ${other.accept}`);
    return other.as === "text" && response.status !== 204 ? text : body;
  }
  if (text === "") {
    const { method } = call.event;
    // The OpenAPI document promises a body for each GET, and for each 200 and 201 of the others (a
    // test checks that it does), but for DELETE: some operations respond with 200, some with 204.
    if (
      other ||
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
  if (other || (typeof data === "object" && data !== null && !Array.isArray(data))) {
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
  const shown = title
    ? `, a page called ${JSON.stringify(scrub(title, secrets).slice(0, 80))}`
    : "";
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
