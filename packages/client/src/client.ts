import type { Verbs } from "./call-types.ts";
import { KapsoUnreadableAnswerError } from "./errors/no-answer-errors.ts";
import { KapsoConfigurationError } from "./errors/refusals.ts";
import {
  type CreatedInboxEmbed,
  type CreateInboxEmbedInput,
  createInboxEmbed,
} from "./inbox-embeds/create-inbox-embed.ts";
import { createLowLevelClient, LightRequest, type LowLevelInit } from "./openapi-fetch.ts";
import { type InternalCallOptions, OPERATION } from "./operation.ts";
import type { CallOptions, KapsoClientOptions } from "./options.ts";
import { createApiKeys } from "./request/api-key.ts";
import { normaliseBaseUrl } from "./request/base-url.ts";
import { checkHeaders } from "./request/headers.ts";
import { fillPath } from "./request/path.ts";
import { writeQuery } from "./request/query.ts";
import { type AnyResult, withNotes } from "./request/unwrap.ts";
import { type Call, describeCall, nameOf } from "./transport/call.ts";
import { createRetryBudget } from "./transport/retry-budget.ts";
import { changesSomething } from "./transport/retry-policy.ts";
import { settle } from "./transport/settings.ts";
import { createTransport } from "./transport/transport.ts";

/** The Kapso Platform API. */
export interface KapsoClient extends Verbs {
  /** {@link createInboxEmbed}, for this client. */
  createInboxEmbed(input: CreateInboxEmbedInput, options?: CallOptions): Promise<CreatedInboxEmbed>;
}

interface Init {
  params?: { path?: object; query?: object; header?: object };
  body?: unknown;
}

/**
 * Makes a client. Nothing is sent before the first call.
 *
 * @throws KapsoConfigurationError when there is no API key or it cannot be one, when `baseUrl` is
 *   not an https: URL, and in browsers
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 *
 * const kapso = createKapsoClient(); // the key is in KAPSO_API_KEY
 * const embed = await kapso.createInboxEmbed({ scope_type: "project" });
 * ```
 */
export function createKapsoClient(options: KapsoClientOptions = {}): KapsoClient {
  if (!options.dangerouslyAllowBrowser && "document" in globalThis) {
    throw new KapsoConfigurationError(
      "This is a browser, where everybody could read the API key: call Kapso from a server. If no stranger can open the page, pass dangerouslyAllowBrowser: true.",
    );
  }
  const baseUrl = normaliseBaseUrl(options.baseUrl);
  const keys = createApiKeys(options.apiKey);
  const low = createLowLevelClient({
    baseUrl,
    pathSerializer: (url, parameters) => fillPath(url, parameters),
    querySerializer: writeQuery,
  });
  const transport = createTransport({
    keys,
    origin: new URL(baseUrl).origin,
    fetch: options.fetch,
    budget: createRetryBudget({ capacity: 20, perSecond: 1 }),
  });

  async function request(
    method: string,
    path: string,
    { params = {}, body }: Init = {},
    callOptions: InternalCallOptions = {},
  ): Promise<AnyResult> {
    const settings = settle(options, callOptions);
    const headers = { Accept: "application/json", ...options.headers, ...callOptions.headers };
    checkHeaders({ ...headers, ...params.header });
    const call: Call = {
      method,
      path,
      operation: callOptions[OPERATION],
      settings,
      deadline: performance.now() + settings.totalTimeout,
      attempts: [],
      mayHaveHappened: false,
    };
    const init: LowLevelInit = {
      params: { header: params.header, query: params.query ?? {}, path: params.path ?? {} },
      body,
      headers,
      fetch: (sendable) => transport(sendable, call),
      Request: LightRequest,
    };
    const details = () => describeCall(call, keys.known(), call.answer?.response);
    const { data, error, response } = await low.request(method, path, init).catch((problem) => {
      if (!(problem instanceof SyntaxError) || !call.answer) throw problem;
      throw unreadable("that is not JSON");
    });
    const { ok, status } = response;
    if (ok && data === undefined && status < 202 && !/HEAD|DELETE/.test(method)) {
      throw unreadable("without the body that the description promises");
    }
    const result = ok
      ? { ok, status, data, response }
      : {
          ok,
          status,
          error: typeof error === "object" && error ? error : { error: String(error ?? "") },
          response,
        };
    return withNotes(result, () => ({ details: details(), secrets: keys.known() }));

    function unreadable(what: string): KapsoUnreadableAnswerError {
      call.mayHaveHappened ||= changesSomething(method);
      const { response, text = "" } = call.answer ?? {};
      const type = response?.headers.get("content-type")?.replace(/[^\w/+.;= -]/g, "") || "none";
      return new KapsoUnreadableAnswerError(
        `${nameOf(call)}: Kapso answered ${response?.status} ${what} (content type: ${type}; ${text.length} characters${
          text.trimStart().startsWith("<")
            ? `, beginning ${JSON.stringify(text.trimStart().slice(0, 40))}`
            : ""
        }).${call.mayHaveHappened ? " It has probably happened: look before you repeat it." : ""}`,
        details(),
        text,
      );
    }
  }

  const verb = (method: string) => (path: string, init?: Init, callOptions?: CallOptions) =>
    request(method, path, init, callOptions);
  const verbs = Object.fromEntries(
    ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"].map((method) => [
      method,
      verb(method),
    ]),
  ) as unknown as Verbs; // The one cast: the table's types stand for what the API answers.
  const client: KapsoClient = {
    ...verbs,
    createInboxEmbed: (input, callOptions) => createInboxEmbed(client, input, callOptions),
  };
  return client;
}
