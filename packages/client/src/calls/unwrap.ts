import { readErrorBody } from "../errors/error-body.ts";
import { apiError } from "../errors/error-classes.ts";
import type { ErrorDetails } from "../errors/kapso-error.ts";
import { scrub } from "../errors/redact.ts";
import { warningIf } from "../transport/failures.ts";

/** What every verb resolves to, whatever the operation. */
export interface AnyResult {
  /** Whether the status is 2xx. */
  ok: boolean;
  /** The HTTP status. */
  status: number;
  /** The parsed body, where `ok`. */
  data?: unknown;
  /** The parsed body, where not `ok`. */
  error?: unknown;
  /** The response itself; its body has been read. */
  response: Response;
}

/** Where a response keeps the details for an error; the same in every copy of this package. */
const callNotes = Symbol.for("@shared/kapso-client/call");

interface CallNotes {
  details: ErrorDetails;
  secrets: readonly string[];
}

/**
 * Adds the notes to the result's response, where neither a spread nor `console.log` shows them. By
 * assignment, since defining a property costs two microseconds more.
 */
export function withNotes<R extends AnyResult>(result: R, notes: () => CallNotes): R {
  (result.response as { [callNotes]?: typeof notes })[callNotes] = notes;
  return result;
}

/**
 * The data of a call, or its error thrown.
 *
 * @throws KapsoApiError, of the class for its status, when that is 400 or above
 * @example
 * ```ts
 * import { createKapsoClient, unwrap } from "@shared/kapso-client";
 *
 * const { meta } = await unwrap(createKapsoClient().GET("/inbox_embeds"));
 * console.log(meta.total_count);
 * ```
 */
export async function unwrap<R extends AnyResult>(
  call: R | Promise<R>,
): Promise<Extract<R, { ok: true }>["data"]> {
  const result = await call;
  if (result.ok) return result.data;
  throw errorOf(result);
}

/**
 * The error for a result whose status is no 2xx, as `unwrap` throws it.
 *
 * @param advice what to do, at the end of the message; by default what the status suggests
 * @example
 * ```ts
 * import { createKapsoClient, errorOf } from "@shared/kapso-client";
 *
 * const result = await createKapsoClient().GET("/inbox_embeds");
 * if (!result.ok) console.error(errorOf(result).message);
 * ```
 */
export function errorOf(result: AnyResult, advice?: string): ReturnType<typeof apiError> {
  const notes = (result.response as { [callNotes]?: () => CallNotes } | undefined)?.[callNotes]?.();
  const details = {
    ...notes?.details,
    status: result.status,
    advice: adviceFor(result, advice ?? notes?.details.advice),
  };
  const said = readErrorBody(result.error);
  // Control characters in a message would reach a terminal, and others turn its text around.
  const show = (text: string): string =>
    scrub(text.slice(0, 4_000), notes?.secrets)
      .replace(/\p{C}+/gu, " ")
      .slice(0, 300);
  const message = show(said.message);
  const name = details.method ? `${details.method} ${details.path}: ` : "";
  return apiError(
    `${name}Kapso returned ${result.status}${message ? `: ${message}` : ""}${/[.!?]$/.test(message) ? "" : "."}${warningIf(details.mayHaveHappened)}${
      details.advice ? ` ${details.advice}` : ""
    }`,
    said.code === undefined ? details : { ...details, code: show(said.code) },
    result.error,
  );
}

/** What a page of HTML in place of JSON suggests. */
export const wrongBaseUrl = "It is a page of HTML, so baseUrl is probably wrong.";

/** Whether a response is a page, which the API never sends. */
export function isHtml(response: Response | undefined): boolean {
  return /html/.test(response?.headers?.get("content-type") ?? "");
}

function adviceFor({ status, response }: AnyResult, given: string | undefined): string | undefined {
  if (status === 404 && isHtml(response)) return wrongBaseUrl;
  if (given !== undefined) return given;
  if (status === 401) return "Check that the API key is whole and not revoked.";
  if (status !== 404) return undefined;
  return "The id may be wrong, or belong to another project than the API key.";
}
