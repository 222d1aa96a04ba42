import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { RecordedRequest } from "../recorded-request.ts";
import { redactRequest } from "../redact.ts";
import type { RequestLog } from "../request-log.ts";

/** Sends the requests so far and all to come as server-sent events, until the reader goes away. */
export function streamRequests(context: Context, log: RequestLog): Response {
  return streamSSE(context, async (stream) => {
    const write = (request: RecordedRequest) =>
      stream.writeSSE({ event: "request", data: JSON.stringify(redactRequest(request)) });
    const gone = new Promise<void>((resolve) => stream.onAbort(resolve));
    const stop = log.subscribe((request) => void write(request));
    for (const request of log.list()) await write(request);
    await gone;
    stop();
  });
}
