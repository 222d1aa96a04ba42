import type { Description } from "../description/description.ts";
import { isObject, type Json } from "../json.ts";
import type { DrivenRequest } from "./drive.ts";

/** Bytes for the wire, which no HTTP client corrects. */
export interface WireRequest {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}

type Random = () => number;

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** Turns a good request into one for the wire, left alone or spoilt in up to three places. */
export function spoil(
  random: Random,
  description: Description,
  key: string,
  good: DrivenRequest,
): WireRequest {
  const path = good.operation.path.replace(/\{([^{}]+)\}/g, (_, name) =>
    encodeURIComponent(good.path[name] ?? "x"),
  );
  const query = new URLSearchParams(good.query).toString();
  let request: WireRequest = {
    method: good.operation.method,
    path: `${description.basePath}${path}${query === "" ? "" : `?${query}`}`,
    headers: {
      [description.keyHeader]: key,
      ...(good.body !== undefined && { "Content-Type": "application/json" }),
      ...good.headers,
    },
    body: good.body === undefined ? undefined : JSON.stringify(good.body),
  };
  const times = Math.floor(random() * 4);
  for (let n = 0; n < times; n += 1) request = pick(random, spoilers)(random, request, good);
  return request;
}

type Spoiler = (random: Random, request: WireRequest, good: DrivenRequest) => WireRequest;

const spoilers: readonly Spoiler[] = [
  (random, request) => ({ ...request, method: pick(random, methods) }),
  (random, request) => ({ ...request, path: replaceSegment(random, request.path) }),
  (random, request) => {
    const join = request.path.includes("?") ? "&" : "?";
    return { ...request, path: `${request.path}${join}${pick(random, queries)}` };
  },
  (random, request) => ({
    ...request,
    headers: { ...request.headers, "Content-Type": pick(random, mediaTypes) },
  }),
  (random, request) => ({ ...request, body: pick(random, bodies) }),
  (random, request) => ({ ...request, body: request.body?.slice(0, random() * 40) }),
  (random, request, good) => ({
    ...request,
    body: good.body === undefined ? request.body : JSON.stringify(mutate(random, good.body)),
  }),
  (random, request, good) => ({
    ...request,
    body: good.body === undefined ? request.body : JSON.stringify(mutate(random, good.body)),
  }),
];

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND"];
const segments = ["..", "%2e%2e", "%zz", "%00", "%2F", "{id}", "*", "__proto__", "a".repeat(2_000)];
const queries = [
  "page=0",
  "page=1e400",
  "per_page=9007199254740993",
  "limit=-1",
  "a[b][c]=1",
  "%zz=%",
  "=",
  "&&",
  "after=%F0%9F%92%A5",
  "status=active&status=revoked",
  "__proto__=1",
  "page[]=2",
];
const mediaTypes = [
  "",
  "text/plain",
  "application/json; charset=utf-16",
  "APPLICATION/JSON",
  "application/vnd.x+json",
  ";;;",
  "multipart/form-data",
];
const bodies = [
  "",
  "null",
  "[]",
  "0",
  '"x"',
  "{",
  "\u0000",
  "[".repeat(5_000),
  '{"__proto__":{"x":1}}',
  '{"a":1,"a":2}',
  "💥",
  `{"a":${"9".repeat(400)}}`,
];
const values: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  "",
  "x",
  "💥\u0000\ud800",
  "2020-13-45T99:99:99Z",
  [],
  {},
  [[[[]]]],
  { constructor: 1, toString: null },
  "a".repeat(10_000),
];

function replaceSegment(random: Random, path: string): string {
  const parts = path.split("/");
  parts[Math.floor(random() * parts.length)] = pick(random, segments);
  const joined = parts.join("/");
  return joined.startsWith("/") ? joined : `/${joined}`;
}

/** The value with one node somewhere in it replaced, dropped or added. */
function mutate(random: Random, value: Json): Json {
  if (random() < 0.25) return pick(random, values);
  if (Array.isArray(value) && value.length > 0) {
    const at = Math.floor(random() * value.length);
    return value.map((inner, index) => (index === at ? mutate(random, inner) : inner));
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    const name = pick(random, Object.keys(value));
    const { [name]: inner, ...rest } = value;
    if (random() < 0.2) return rest;
    if (random() < 0.2) return { ...value, [pick(random, ["extra", "__proto__", ""])]: 1 };
    return { ...rest, [name]: mutate(random, inner ?? null) };
  }
  return pick(random, values);
}
