import { isObject, type Json } from "./json.ts";

/** A request that reached an emulator, with its response. */
export interface RecordedRequest {
  /** Counts up from 1. */
  id: number;
  /** When it came, by the emulator's clock, in ISO 8601. */
  at: string;
  /** The HTTP method, in capitals. */
  method: string;
  /** The path; the token of an embedded page is replaced by `[token]`. */
  path: string;
  /** The query; of a key that came several times, the last. */
  query: Readonly<Record<string, string>>;
  /** The query as it was sent, with its `?`; empty when there was none. */
  search: string;
  /** Header names in lower case; the API key and other credentials are replaced by `[hidden]`. */
  headers: Readonly<Record<string, string>>;
  /**
   * The body as sent: parsed when it was JSON, else the text; undefined when there was none. Of a
   * body beyond 64 KiB, the beginning as text.
   */
  body: Json | undefined;
  /** The operation of the spec that it was for. */
  operation_id: string | undefined;
  /** The status of the response; undefined when the connection was cut instead. */
  status: number | undefined;
  /** The response; undefined when the connection was cut instead. */
  response: RecordedResponse | undefined;
  /** How long the response took, in milliseconds of real time. */
  duration: number;
  /** Why it was rejected, a sentence each. */
  problems: readonly string[];
  /** Parts that were accepted although the spec does not have them. */
  warnings: readonly string[];
  /** The kinds of the faults that happened to it. */
  faults: readonly string[];
}

/** A response as it is recorded, without credentials. */
export interface RecordedResponse {
  /** Header names in lower case. */
  headers: Readonly<Record<string, string>>;
  /**
   * The body, its fields that sound secret hidden; undefined when there was none. Of JSON beyond
   * 64 KiB, and of anything else beyond 4 KiB, the beginning.
   */
  text: string | undefined;
}

const kept = 1_000;

/** How many UTF-16 units of a body are kept: a thousand requests must not fill the memory. */
export const longestRecorded: number = 64 * 1024;

/** The last thousand requests, and the listeners to the next. */
export interface RequestLog {
  add(request: Omit<RecordedRequest, "id">): void;
  list(): readonly RecordedRequest[];
  clear(): void;
  /** Calls the listener with each request from now on; returns a function that stops it. */
  subscribe(listener: (request: RecordedRequest) => void): () => void;
}

export function createRequestLog(): RequestLog {
  const listeners = new Set<(request: RecordedRequest) => void>();
  let requests: RecordedRequest[] = [];
  let count = 0;
  return {
    add: (request) => {
      count += 1;
      const recorded = { id: count, ...request };
      requests.push(recorded);
      if (requests.length > kept * 1.25) requests = requests.slice(-kept);
      for (const listener of listeners) {
        try {
          listener(recorded);
        } catch (error) {
          // A listener's failure must not fail the request.
          console.error(error);
        }
      }
    },
    list: () => requests.slice(-kept),
    clear: () => {
      requests = [];
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const secretHeader = /api-?key|auth|cookie|token|secret|signature/i;
const secretName = "(?:token|secret|password|api_?key|access_?key|private_?key|embed_url)";
const secretWords = ["token", "secret", "password", "key", "embed_url"];
const secretField = new RegExp(secretName, "i");
const secretInQuery = new RegExp(
  `((?:^|[?&])[^=&#>\\s]*${secretName}[^=&#>\\s]*=)[^&#>\\s]*`,
  "gi",
);
const secretInJson = new RegExp(
  `("[^"\\\\]*${secretName}[^"\\\\]*"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*(?:"|$)`,
  "gi",
);
/** The text in place of a credential. */
export const hidden = "[hidden]";

/** Headers by lower-case name, with credentials and the API key's header hidden. */
export function redactHeaders(
  headers: Iterable<readonly [name: string, value: string]>,
  keyHeader?: string,
): Readonly<Record<string, string>> {
  const key = keyHeader?.toLowerCase();
  return Object.fromEntries(
    Array.from(headers, ([given, value]) => {
      const name = given.toLowerCase();
      return [name, name === key || secretHeader.test(name) ? hidden : value];
    }),
  );
}

/** A path with the token of an embedded page hidden. */
export function redactPath(path: string): string {
  return path.replace(/^\/embed\/[^/]+/, "/embed/[token]");
}

/** A recorded request as it may be shown on a screen: fields that sound secret are hidden. */
export function redactRequest(request: RecordedRequest): RecordedRequest {
  const { query, search, body } = request;
  const isSecret = Object.keys(query).some((name) => secretField.test(name));
  return {
    ...request,
    query: Object.fromEntries(hideSecrets(Object.entries(query))),
    // Rewritten only if necessary, since a query can be written in many ways.
    search: isSecret
      ? `?${new URLSearchParams(hideSecrets([...new URLSearchParams(search)]))}`
      : search,
    body: typeof body === "string" ? redactPlainBody(body) : body && redactFields(body),
  };
}

/** Header text with the values hidden that have a secret-sounding name in a URL's query. */
export function redactQueries(text: string): string {
  if (!text.includes("?")) return text;
  return text.replace(secretInQuery, `$1${hidden}`);
}

/** JSON text, whole or in part, with the strings hidden whose field sounds secret. */
export function redactText(text: string): string {
  // The expression takes long on a list; most bodies have none of its words.
  if (!hasSecretWord(text)) return text;
  return text.replace(secretInJson, `$1"${hidden}"`);
}

/** The text of a request's body; of JSON, without its white space. */
export function bodyText({ body }: RecordedRequest): string | undefined {
  return body === undefined || typeof body === "string" ? body : JSON.stringify(body);
}

function hideSecrets(pairs: readonly [string, string][]): [string, string][] {
  return pairs.map(([name, value]) => [name, secretField.test(name) ? hidden : value]);
}

function hasSecretWord(text: string): boolean {
  const lower = text.toLowerCase();
  return secretWords.some((word) => lower.includes(word));
}

/** A body that is no JSON, or a part of it: it may be a form. */
function redactPlainBody(text: string): string {
  return hasSecretWord(text) ? redactText(text).replace(secretInQuery, `$1${hidden}`) : text;
}

function redactFields(value: Json): Json {
  if (Array.isArray(value)) return value.map(redactFields);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretField.test(name) ? hidden : redactFields(inner),
    ]),
  );
}
