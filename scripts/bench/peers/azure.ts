import {
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpClient,
  RestError,
} from "@azure/core-rest-pipeline";
import { requestBody } from "./body.ts";
import type { PeerSettings, SendPost } from "./peer.ts";

/** The pipeline of Azure's clients, over `fetch`: time-out, retries, and an error by status. */
export function create({ baseUrl, apiKey, fetch = globalThis.fetch }: PeerSettings): SendPost {
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 2 } });
  const headers = { "Content-Type": "application/json", "X-API-Key": apiKey };
  const client: HttpClient = {
    async sendRequest(request) {
      const { url, method, body, abortSignal } = request;
      const response = await fetch(url, {
        method,
        headers: request.headers.toJSON(),
        body: body as string,
        ...(abortSignal && { signal: abortSignal as AbortSignal }),
      });
      const received = createHttpHeaders(Object.fromEntries(response.headers));
      const bodyAsText = await response.text();
      return { request, status: response.status, headers: received, bodyAsText };
    },
  };
  return async () => {
    const request = createPipelineRequest({
      url: `${baseUrl}/inbox_embeds`,
      method: "POST",
      headers: createHttpHeaders(headers),
      body: JSON.stringify(requestBody),
      abortSignal: AbortSignal.timeout(30_000),
    });
    const { status, bodyAsText } = await pipeline.sendRequest(client, request);
    if (status >= 400)
      throw new RestError(`The server responded with ${status}`, { statusCode: status });
    return JSON.parse(bodyAsText ?? "");
  };
}
