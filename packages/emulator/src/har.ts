import { STATUS_CODES } from "node:http";
import type { Entry, Har } from "har-format";
import { bodyText, type RecordedRequest, redactRequest } from "./request-log.ts";

/**
 * Recorded requests as an HTTP Archive 1.2, for browsers' developer tools and other HTTP tools.
 * Credentials are hidden in it.
 *
 * @param origin what the requests' URLs begin with
 */
export function toHar(requests: readonly RecordedRequest[], origin: string): Har {
  return {
    log: {
      version: "1.2",
      creator: { name: "kapso-emulator", version: "1" },
      entries: requests.map((request) => toEntry(redactRequest(request), origin)),
    },
  };
}

function toEntry(request: RecordedRequest, origin: string): Entry {
  const { at, method, path, search, headers, status, response, duration } = request;
  const text = bodyText(request);
  const type = response?.headers["content-type"] ?? "";
  return {
    startedDateTime: at,
    time: duration,
    request: {
      method,
      url: `${origin}${encodeBrackets(path)}${search}`,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: toPairs(Object.entries(headers)),
      queryString: toPairs([...new URLSearchParams(search)]),
      headersSize: -1,
      bodySize: byteLength(text),
      ...(text !== undefined && {
        postData: { mimeType: headers["content-type"] ?? "", text },
      }),
    },
    // 0 is the archive's status for a connection that ended without a response.
    response: {
      status: status ?? 0,
      statusText: STATUS_CODES[status ?? 0] ?? "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: toPairs(Object.entries(response?.headers ?? {})),
      content: {
        size: byteLength(response?.text),
        mimeType: type === "" ? "x-unknown" : type,
        ...(response?.text !== undefined && { text: response.text }),
      },
      redirectURL: "",
      headersSize: -1,
      bodySize: byteLength(response?.text),
    },
    cache: {},
    timings: { send: 0, wait: duration, receive: 0 },
    ...(comment(request) && { comment: comment(request) }),
  };
}

// A hidden token stands in brackets, which a URL's path cannot hold.
function encodeBrackets(path: string): string {
  return path.replaceAll("[", "%5B").replaceAll("]", "%5D");
}

/** The problems, warnings and faults of a request. */
function comment({ operation_id, problems, warnings, faults }: RecordedRequest): string {
  return [operation_id, ...faults.map((fault) => `fault: ${fault}`), ...problems, ...warnings]
    .filter(Boolean)
    .join(" · ");
}

function toPairs(pairs: readonly [string, string][]): { name: string; value: string }[] {
  return pairs.map(([name, value]) => ({ name, value }));
}

function byteLength(text = ""): number {
  return Buffer.byteLength(text);
}
