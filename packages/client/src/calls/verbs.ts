import { type CallTable, specification } from "@shared/kapso-types";
import { describeValue } from "../errors/describe-value.ts";
import { KapsoConfigurationError, KapsoInputError } from "../errors/error-classes.ts";
import type { CallEvent } from "../observe/hooks.ts";
import type { Observer } from "../observe/observer.ts";
import { createLowLevelClient, LightRequest } from "../openapi-fetch.ts";
import {
  callOptionKinds,
  checkOptions,
  type DocumentFacts,
  type HeadersInput,
  type InternalCallOptions,
  type KapsoClientOptions,
  operationKey,
} from "../options.ts";
import { createApiKeys } from "../transport/api-key.ts";
import { type Call, mergeSettings } from "../transport/call.ts";
import { rebuild, toSendable } from "../transport/messages.ts";
import { platformFetch } from "../transport/platform-fetch.ts";
import { type RateLimit, readRateLimit } from "../transport/rate-limit.ts";
import { createRetryBudget } from "../transport/retry-budget.ts";
import { createTransport } from "../transport/transport.ts";
import { packageAgent } from "../version.ts";
import { normaliseBaseUrl } from "./base-url.ts";
import type { AnyCallTable, Verbs } from "./call-types.ts";
import { isBrowser } from "./in-browser.ts";
import type { Middleware } from "./middleware.ts";
import { readResult } from "./read-result.ts";
import {
  fillPath,
  mergeHeaders,
  nothing,
  readHeaders,
  writeBody,
  writeQuery,
} from "./serialise.ts";
import type { AnyResult } from "./unwrap.ts";

/** Every operation of an OpenAPI document, by its method and path. */
export interface KapsoVerbs<Table extends AnyCallTable = CallTable> extends Verbs<Table> {
  /** What the API last said about the limit on this key; `undefined` before that. */
  readonly rateLimit: RateLimit | undefined;
  /** Adds middleware, for all calls that begin from now on. */
  use: (...middleware: Middleware[]) => void;
  /** Takes middleware out again. */
  eject: (...middleware: Middleware[]) => void;
}

/** As the OpenAPI document says, so that a bump moves the client too. */
function readKeyHeader({ document, keyHeader }: DocumentFacts): string {
  if (keyHeader) return keyHeader;
  throw new KapsoConfigurationError(
    `The OpenAPI document ${document} has no API key in a header (keyHeader).`,
  );
}

/** What `User-Agent` says: this package, and the document of the types. A header holds ASCII only. */
function userAgent({ document, version, sha256 }: DocumentFacts): string {
  const facts = [document, version, sha256?.slice(0, 12)].filter(Boolean).join("; ");
  return `${packageAgent} (${facts.replace(/[^ -~]/g, "")})`;
}

/** One object for all calls without options, so that theirs are worked out once. */
const noOptions: InternalCallOptions = Object.freeze({});
const jsonType = { "content-type": "application/json" };

const initKinds = { params: "", body: "" } as const;
const paramKinds = { path: "", query: "", header: "" } as const;

interface Init {
  params?: { path?: object; query?: object; header?: HeadersInput };
  body?: unknown;
}

/**
 * Makes the verbs, with all of the client's safety.
 *
 * @param middleware - the middleware from the start; it is kept up to date
 */
export function createVerbs(
  options: Omit<KapsoClientOptions, "hooks" | "logger" | "logLevel">,
  observer: Observer | undefined,
  middleware: Middleware[] = [],
): KapsoVerbs {
  const inBrowser = isBrowser();
  if (inBrowser && !options.dangerouslyAllowBrowser) {
    throw new KapsoConfigurationError(
      "In a browser anyone can read the API key: call Kapso from a server, or pass dangerouslyAllowBrowser: true where only you open the page.",
    );
  }
  // As of the vendored document, unless another one is given.
  const facts: DocumentFacts = options.specification ?? specification;
  const baseUrl = normaliseBaseUrl(options.baseUrl, facts.baseUrl ?? "");
  const made = createApiKeys(options.apiKey);
  // The latest that responses held, so that no error prints one.
  const tokens: string[] = [];
  const keys = { ...made, known: () => [...made.known(), ...tokens] };
  let rateLimit: RateLimit | undefined;
  let tokenCount = 0;
  const transport = createTransport({
    keys,
    keyHeader: readKeyHeader(facts).toLowerCase(),
    origin: `${new URL(baseUrl).origin}/`,
    fetch: options.fetch ?? platformFetch(),
    budget: createRetryBudget(options.retryBudget),
    observer,
    onHeaders(headers, status) {
      rateLimit = readRateLimit(headers, status) ?? rateLimit;
    },
  });
  const low = createLowLevelClient({
    baseUrl,
    pathSerializer: fillPath,
    querySerializer: writeQuery,
    bodySerializer: (body) => body,
  });
  low.use(...middleware);
  const baseHeaders = {
    accept: "application/json",
    // Browsers have their own, and send a preflight request for another.
    ...(!inBrowser && { "user-agent": userAgent(facts) }),
    ...readHeaders(options.headers),
  };
  const plainHeaders = mergeHeaders(baseHeaders);
  const jsonHeaders = mergeHeaders(jsonType, baseHeaders);
  const defaults = mergeSettings(options, noOptions);

  async function request(
    method: string,
    path: string,
    init?: Init | null,
    given?: InternalCallOptions | null,
  ): Promise<AnyResult> {
    const started = performance.now();
    const callOptions = given ?? noOptions;
    const operation = callOptions[operationKey] ?? operationId(options.description, method, path);
    const event: CallEvent = { call: {}, method, path, operation };
    const attempts: Call["attempts"] = [];
    try {
      // A path without its slash would change the host's name.
      if (typeof path !== "string" || !/^\/[^?#]*$/.test(path)) {
        throw new KapsoInputError(
          "path",
          `The path must begin with "/" and have no query; got ${describeValue(path)}.`,
        );
      }
      checkOptions(callOptions, callOptionKinds, "the third argument");
      let settings = callOptions === noOptions ? defaults : mergeSettings(options, callOptions);
      const { params: givenParams, body } = init ?? {};
      const params = givenParams ?? {};
      // Also what openapi-fetch takes there: `headers`, `signal`.
      checkOptions(init ?? {}, initKinds, "the second argument");
      checkOptions(params, paramKinds, "params");
      const { headers } = callOptions;
      const header = params.header && readHeaders(params.header);
      if (header?.["idempotency-key"]) settings = { ...settings, safeToRetry: true };
      const deadline = started + settings.totalTimeout;
      const call: Call = {
        event,
        settings,
        deadline,
        attempts,
        mayHaveHappened: false,
        url: undefined,
        outOfBudget: false,
        refusedKey: undefined,
      };
      const content = writeBody(body);
      const other = facts.otherBodies?.[`${method} ${path}`];
      const accept = other && { accept: other.accept };
      const parseAs = other?.as === "arrayBuffer" ? other.as : "text";
      const isJson = typeof content === "string";
      const own = headers && readHeaders(headers);
      const sent =
        own || header || accept
          ? mergeHeaders(isJson ? jsonType : {}, baseHeaders, accept, own, header)
          : isJson
            ? jsonHeaders
            : plainHeaders;
      const query = params.query ?? nothing;
      const ids = params.path ?? nothing;
      const result = await low.request(
        method,
        path,
        middleware.length === 0
          ? {
              params: { query, path: ids },
              parseAs,
              fetch: ({ url }) =>
                transport({ url, method, headers: sent, body: content, signals: [] }, call),
              Request: LightRequest,
            }
          : {
              params: { query, path: ids, header },
              parseAs,
              body: content,
              // Else openapi-fetch would add one.
              headers: { "content-type": null, ...sent },
              fetch: async (request) => rebuild(await transport(await toSendable(request), call)),
              // Middleware may do with a request whatever a real one allows.
              Request: globalThis.Request,
            },
      );
      const read = readResult(call, result, keys.known, other);
      const { token } = (read.data as { data?: { token?: unknown } } | undefined)?.data ?? {};
      if (typeof token === "string") tokens[tokenCount++ % 50] = token;
      return read;
    } catch (error) {
      // Only a path of the document: any other text may hold a secret.
      if (operation && error instanceof KapsoInputError)
        Object.assign(error, { method, path, operation });
      observer?.emit("onError", {
        ...event,
        attempts: attempts.length,
        error,
        duration: performance.now() - started,
      });
      throw error;
    }
  }

  const verbs = Object.fromEntries(
    ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"].map((method) => [
      method,
      request.bind(undefined, method),
    ]),
  ) as unknown as Verbs; // The one cast: the table's types stand for what the API returns.

  return {
    ...verbs,
    get rateLimit() {
      return rateLimit;
    },
    use(...added) {
      low.use(...added);
      middleware.push(...added);
    },
    eject(...removed) {
      low.eject(...removed);
      for (const one of removed) {
        const index = middleware.indexOf(one);
        if (index >= 0) middleware.splice(index, 1);
      }
    },
  };
}

function operationId(
  description: KapsoClientOptions["description"],
  method: string,
  path: string,
): string | undefined {
  const item = description?.paths?.[path] as Record<string, { operationId?: string }> | undefined;
  return item?.[method.toLowerCase()]?.operationId;
}
