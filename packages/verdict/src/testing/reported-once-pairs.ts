import type { JsonObject } from "../document/json.ts";
import type { ChangeClass } from "../rules/change-class.ts";
import {
  described,
  ok,
  operation,
  responding,
  returning,
  sending,
  withParameter,
} from "./documents.ts";

/** A change, its class, and all the lines that the report has about it. */
export interface ToldPair {
  name: string;
  old: JsonObject;
  new: JsonObject;
  verdict: ChangeClass;
  /** "place: sentence", without the classes of both comparisons. */
  lines: readonly string[];
}

const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: "object",
  properties,
  ...(required.length > 0 ? { required } : {}),
});
const text = { type: "string" };
const integer = { type: "integer" };
const listed = (...values: string[]) => ({ ...text, enum: values });
const schemas = (all: JsonObject) => ({ components: { schemas: all } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const exporting = (schema: JsonObject) => returning(text, schemas({ Unused: schema }));

function pair(
  name: string,
  [oldNode, newNode]: readonly [JsonObject, JsonObject],
  verdict: ChangeClass,
  ...lines: string[]
): ToldPair {
  return { name, old: oldNode, new: newNode, verdict, lines };
}

function both(make: (schema: JsonObject) => JsonObject, one: JsonObject, other: JsonObject) {
  return [make(one), make(other)] as const;
}

const value = (make: (schema: JsonObject) => JsonObject) => (schema: JsonObject) =>
  make(object({ value: schema }));
const sent = value(sending);
const read = value(returning);
const body = (around: JsonObject, schema: JsonObject) => ({
  ...around,
  content: { "application/json": { schema } },
});
const named = { Cat: object({ name: text }, "name"), Dog: object({ bone: text }, "bone") };
const union = (all: JsonObject, ...names: string[]) =>
  returning({ oneOf: names.map(ref) }, schemas(all));
const parameter = (name: string, where: string) => ({ name, in: where, schema: text });
const paged = (parameters: readonly JsonObject[], page: JsonObject) =>
  described({
    "/things": {
      get: {
        parameters,
        responses: {
          200: {
            description: "Done",
            content: { "application/json": { schema: object({ data: text, ...page }, "data") } },
          },
        },
      },
    },
  });
const apiKey = (name: string) => ({ type: "apiKey", in: "header", name });
const secured = (...security: JsonObject[]) =>
  operation(
    { security },
    { components: { securitySchemes: { one: apiKey("X-One"), two: apiKey("X-Two") } } },
  );
const tagged = (key: string, ...kinds: string[]) => ({
  ...object({ kind: listed(...kinds), [key]: text }, "kind"),
});
const keyed = (where: string, name: string) =>
  operation(
    { security: [{ one: [] }] },
    { components: { securitySchemes: { one: { type: "apiKey", in: where, name } } } },
  );
const put = { responses: ok };
const ending = { deprecated: true, "x-sunset": "2999-01-01" };
const answer = (schema: JsonObject) => body({ description: "Done" }, schema);
const one = answer(object({ a: text }));
const other = answer(object({ a: integer }));
const done = { description: "Done" };
const failed = {
  description: "Failed",
  content: { "application/json": { schema: object({ error: text }) } },
};
const served = (server: string | null, own: string | null) =>
  operation(own === null ? {} : { servers: [{ url: own }] }, {
    ...(server === null ? {} : { servers: [{ url: server }] }),
  });

export const reportedOncePairs: readonly ToldPair[] = [
  // Exported names that no operation reaches.
  pair(
    "a key of an unreached schema is gone",
    both(exporting, object({ a: text, b: text }, "a"), object({ a: text }, "a")),
    "breaking",
    "components schemas Unused b: b is gone.",
  ),
  pair(
    "a key of an unreached schema has another type",
    both(exporting, object({ a: text }), object({ a: integer })),
    "breaking",
    "components schemas Unused a: Type string became integer.",
  ),
  pair(
    "an unreached schema is narrower only on the wire",
    both(exporting, object({ a: text }), object({ a: { ...text, maxLength: 3 } })),
    "risky",
    "components schemas Unused a: maxLength none → 3.",
  ),
  pair(
    "an unreached schema gains an optional key",
    both(exporting, object({ a: text }), object({ a: text, b: text })),
    "additive",
    "components schemas Unused b: New optional b.",
  ),
  ...(
    [
      [
        "responses",
        "a",
        (schema: JsonObject) => body({ description: "Done" }, object({ a: schema })),
      ],
      ["requestBodies", "a", (schema: JsonObject) => body({}, object({ a: schema }))],
      ["headers", "", (schema: JsonObject) => ({ schema })],
      ["parameters", "", (schema: JsonObject) => ({ name: "p", in: "query", schema })],
    ] as const
  ).flatMap(([group, place, make]) => {
    const unreached = (schema: JsonObject) =>
      returning(text, { components: { [group]: { It: make(schema) } } });
    const where = `components ${group} It${place === "" ? "" : ` ${place}`}`;
    return [
      pair(
        `an unreached component in ${group} has another type`,
        both(unreached, text, integer),
        "breaking",
        `${where}: Type string became integer.`,
      ),
      pair(
        `an unreached component in ${group} is narrower or wider only on the wire`,
        both(
          unreached,
          { ...text, maxLength: 9 },
          { ...text, maxLength: group === "responses" || group === "headers" ? 10 : 3 },
        ),
        "risky",
        `${where}: maxLength 9 → ${group === "responses" || group === "headers" ? 10 : 3}.`,
      ),
    ];
  }),
  pair(
    "an unreached path item loses a key of a response",
    both(
      (schema) =>
        returning(text, {
          components: {
            pathItems: {
              It: { get: { responses: { 200: body({ description: "Done" }, schema) } } },
            },
          },
        }),
      object({ a: text, b: text }),
      object({ a: text }),
    ),
    "breaking",
    "components pathItems It get response 200 b: b is gone.",
  ),
  // Servers at three levels.
  pair(
    "an operation has the document's server again",
    [served("https://a.example/v1", null), served("https://a.example/v1", "https://a.example/v1")],
    "none",
  ),
  pair(
    "an operation gets another host",
    [served("https://a.example/v1", null), served("https://a.example/v1", "https://b.example/v1")],
    "risky",
    "POST /things, servers: Default base URL is https://b.example/v1, was https://a.example/v1.",
  ),
  // Formats, patterns and bounds with the same meaning.
  pair(
    "bounds beside a format",
    both(
      sent,
      { ...integer, minimum: 0, maximum: 9 },
      { ...integer, minimum: 0, maximum: 9, format: "int32" },
    ),
    "none",
  ),
  pair(
    "a format that is dropped beside bounds",
    both(
      read,
      { ...integer, minimum: 0, maximum: 9, format: "int32" },
      { ...integer, minimum: 0, maximum: 9 },
    ),
    "none",
  ),
  pair(
    "int32 written as bounds",
    both(
      sent,
      { ...integer, format: "int32" },
      { ...integer, minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
    ),
    "none",
  ),
  pair(
    "int64 inside bounds",
    both(
      read,
      { ...integer, minimum: 0, maximum: 9, format: "int32" },
      { ...integer, minimum: 0, maximum: 9, format: "int64" },
    ),
    "none",
  ),
  pair(
    "a format that narrows one bound",
    both(sent, { ...integer, minimum: 0 }, { ...integer, minimum: 0, format: "int32" }),
    "breaking",
    "POST /things, request value: Must have format int32.",
  ),
  pair(
    "minLength beside a format without an empty value",
    both(sent, { ...text, format: "uuid" }, { ...text, format: "uuid", minLength: 1 }),
    "none",
  ),
  pair(
    "maxLength that a pattern implies",
    both(
      sent,
      { ...text, pattern: "^[a-z]{3}$" },
      { ...text, pattern: "^[a-z]{3}$", maxLength: 3 },
    ),
    "none",
  ),
  pair(
    "maxLength that a pattern without an end does not imply",
    both(sent, { ...text, pattern: "^[a-z]{3}" }, { ...text, pattern: "^[a-z]{3}", maxLength: 3 }),
    "breaking",
    "POST /things, request value: maxLength none → 3.",
  ),
  // One cause, one line.
  pair(
    "a member of a union at the root",
    [union(named, "Cat", "Dog"), union({ ...named, Dog: object({ bone: text }) }, "Cat", "Dog")],
    "breaking",
    "POST /things, response 200 (Dog).bone: bone may be missing.",
  ),
  pair(
    "a renamed key",
    both(
      (schema) => returning({ type: "array", items: schema }),
      object({ assigned_user_name: text }),
      object({ assignee_name: text }),
    ),
    "breaking",
    "POST /things, response 200 [].assignee_name: assigned_user_name seems renamed to assignee_name.",
  ),
  pair(
    "200 becomes 204",
    [returning(object({ a: text })), responding({ 204: { description: "Done" } })],
    "breaking",
    "POST /things, response 200: Responds with 204 instead of 200.",
  ),
  pair(
    "200 becomes 202 with another body",
    [
      returning(object({ a: text })),
      responding({
        202: {
          description: "Later",
          content: { "application/json": { schema: object({ job: text }, "job") } },
        },
      }),
    ],
    "breaking",
    "POST /things, response 200: Responds with 202 instead of 200.",
    "POST /things, response 202 a: a is gone.",
    "POST /things, response 202 job: New required job.",
  ),
  pair(
    "200 becomes 202 with the same body",
    [
      returning(object({ a: text })),
      responding({
        202: {
          description: "Later",
          content: { "application/json": { schema: object({ a: text }) } },
        },
      }),
    ],
    "breaking",
    "POST /things, response 200: Responds with 202 instead of 200.",
  ),
  pair(
    "a parameter moves from query to header",
    [withParameter(parameter("tenant", "query")), withParameter(parameter("tenant", "header"))],
    "breaking",
    "GET /things, header parameter tenant: tenant moved from query to header.",
  ),
  pair(
    "a body has another media type",
    [
      sending(object({ a: text })),
      operation({
        requestBody: {
          required: true,
          content: { "application/merge-patch+json": { schema: object({ a: text }) } },
        },
      }),
    ],
    "breaking",
    "POST /things, request (application/merge-patch+json): Takes application/merge-patch+json instead of application/json.",
  ),
  pair(
    "a form is sent as JSON",
    [
      operation({
        requestBody: {
          required: true,
          content: { "application/x-www-form-urlencoded": { schema: object({ a: text }) } },
        },
      }),
      sending(object({ a: text })),
    ],
    "breaking",
    "POST /things, request: Takes application/json instead of application/x-www-form-urlencoded.",
  ),
  pair(
    "one of two keys becomes both",
    [secured({ one: [] }, { two: [] }), secured({ one: [], two: [] })],
    "breaking",
    "POST /things, security: Needs one and two together.",
  ),
  pair(
    "both keys become one of two",
    [secured({ one: [], two: [] }), secured({ one: [] }, { two: [] })],
    "additive",
    "POST /things, security: Only one or two is needed.",
  ),
  pair(
    "a status falls under a range",
    [responding({ 200: done, 404: failed }), responding({ 200: done, "4XX": failed })],
    "risky",
    "POST /things, response 404: 404 now falls under 4XX.",
  ),
  pair(
    "cursors replace pages",
    [
      paged([parameter("page", "query"), parameter("per_page", "query")], { meta: text }),
      paged([parameter("after", "query"), parameter("per_page", "query")], { paging: text }),
    ],
    "breaking",
    "GET /things, query parameter page: Pages are read by after instead of page. Responses have paging and no longer have meta.",
  ),
  pair(
    "a request key gets another name",
    both(sending, object({ assigned_user_id: text }), object({ assignee_id: text })),
    "breaking",
    "POST /things, request assignee_id: assigned_user_id seems renamed to assignee_id.",
  ),
  // A value that shows a break must be one that was taken.
  pair(
    "a discriminator is dropped and members overlap",
    [
      sending(
        { oneOf: [ref("A"), ref("B")], discriminator: { propertyName: "kind" } },
        schemas({ A: object({ kind: text }, "kind"), B: object({ kind: text }, "kind") }),
      ),
      sending(
        { oneOf: [ref("A"), ref("B")] },
        schemas({ A: object({ kind: text }, "kind"), B: object({ kind: text }, "kind") }),
      ),
    ],
    "none",
  ),
  // Wording.
  pair(
    "an empty constant",
    both(read, { const: "" }, text),
    "breaking",
    'POST /things, response 200 value: No longer fixed to "".',
  ),
  pair(
    "several values at once",
    both(read, { ...integer, enum: [1] }, { ...integer, enum: [1, 2, 3] }),
    "breaking",
    "POST /things, response 200 value: New values 2, 3.",
  ),
  pair(
    "open enums grow",
    both(read, listed("a", "b"), listed("a", "b", "c", "d")),
    "additive",
    "POST /things, response 200 value: New values c, d.",
  ),
  pair(
    "an exclusive bound is shown as it is written",
    both(sent, { ...integer, exclusiveMinimum: 0 }, { ...integer, exclusiveMinimum: 5 }),
    "breaking",
    "POST /things, request value: exclusiveMinimum 0 → 5.",
  ),
  pair(
    "members that differ in what they require",
    both(
      (members) => sending({ ...object({ a: text, b: text }), ...members }),
      { anyOf: [{ required: ["a"] }, { required: ["b"] }] },
      { anyOf: [{ required: ["a"] }] },
    ),
    "breaking",
    "POST /things, request: No longer {a, b} that requires b.",
  ),
  pair(
    "a member of a union has another type",
    [
      union({ ...named }, "Cat", "Dog"),
      union({ ...named, Dog: { type: "array", items: text } }, "Cat", "Dog"),
    ],
    "breaking",
    "POST /things, response 200 (Dog): Type object became array.",
  ),
  pair(
    "read only in a schema of both directions",
    [
      described(
        {
          "/things": {
            post: {
              requestBody: { content: { "application/json": { schema: ref("M") } } },
              responses: {
                200: { description: "", content: { "application/json": { schema: ref("M") } } },
              },
            },
          },
        },
        schemas({ M: object({ a: text, b: text }) }),
      ),
      described(
        {
          "/things": {
            post: {
              requestBody: { content: { "application/json": { schema: ref("M") } } },
              responses: {
                200: { description: "", content: { "application/json": { schema: ref("M") } } },
              },
            },
          },
        },
        schemas({ M: object({ a: text, b: { ...text, readOnly: true } }) }),
      ),
    ],
    "breaking",
    "POST /things, request b: b can no longer be sent.",
    "POST /things, response 200 b: b is marked as read only; code can no longer assign it.",
  ),
  pair(
    "a member of a union that comes to match the values of another",
    [
      sending({ oneOf: [tagged("bone", "dog"), tagged("name", "cat")] }),
      sending({ oneOf: [tagged("bone", "dog"), tagged("name", "cat", "dog")] }),
    ],
    "breaking",
    'POST /things, request: {"kind":"dog"} now matches two members.',
    "POST /things, request kind: New value dog.",
  ),
  pair(
    "members of a union that matched the same values",
    [
      returning({
        oneOf: [
          { ...text, maxLength: 5 },
          { ...text, minLength: 3 },
        ],
      }),
      returning({
        oneOf: [
          { ...text, maxLength: 2 },
          { ...text, minLength: 3 },
        ],
      }),
    ],
    "risky",
    "POST /things, response 200: aaa no longer matches two members, so it may come now.",
    "POST /things, response 200: maxLength 5 → 2.",
  ),
  pair(
    "a status falls under a range with another body",
    [responding({ 200: one }), responding({ "2XX": other })],
    "breaking",
    "POST /things, response 200: Responds with 2XX instead of 200.",
    "POST /things, response 2XX a: Type string became integer.",
  ),
  pair(
    "one of two statuses is gone",
    [responding({ 200: one, 201: one }), responding({ 201: one, 202: one })],
    "breaking",
    "POST /things, response 200: No longer responds with 200.",
    "POST /things, response 202: May also respond with 202.",
  ),
  pair(
    "the default becomes a status with another body",
    [responding({ default: one }), responding({ 200: other, default: one })],
    "breaking",
    "POST /things, response 200 a: Type string became integer.",
    "POST /things, response 200: 200 is now described.",
  ),
  pair(
    "a range becomes a status with another body",
    [responding({ "2XX": one }), responding({ 200: other })],
    "breaking",
    "POST /things, response 200: Responds only with 200.",
    "POST /things, response 200 a: Type string became integer.",
  ),
  pair(
    "a status of a range is described with another body",
    [responding({ "2XX": one }), responding({ 200: other, "2XX": one })],
    "breaking",
    "POST /things, response 200 a: Type string became integer.",
    "POST /things, response 200: 200 is now described.",
  ),
  pair(
    "an error falls under the default with another body",
    [responding({ ...ok, 404: one, default: other }), responding({ ...ok, default: other })],
    "breaking",
    "POST /things, response 404 a: Type string became integer.",
    "POST /things, response 404: 404 now falls under default.",
  ),
  pair(
    "an error of a range is described with the body of another error",
    [
      responding({ ...ok, "4XX": one, 500: other }),
      responding({ ...ok, "4XX": one, 404: other, 500: other }),
    ],
    "risky",
    "POST /things, response 404: Error 404 has its own body.",
  ),
  pair(
    "an error falls under the default, and another comes",
    [responding({ ...ok, 404: one, default: one }), responding({ ...ok, 422: one, default: one })],
    "risky",
    "POST /things, response 404: 404 now falls under default.",
    "POST /things, response 422: Documents 422.",
  ),
  pair(
    "an operation is gone before its announced end",
    [described({ "/a": { put, get: { ...put, ...ending } } }), described({ "/a": { put } })],
    "breaking",
    "GET /a: GET /a is gone.",
  ),
  pair(
    "another scope is needed",
    [secured({ one: ["a"] }), secured({ one: ["b"] })],
    "breaking",
    "POST /things, security: Needs scope b.",
  ),
  pair(
    "a key in the query is spelt otherwise",
    [keyed("query", "key"), keyed("query", "Key")],
    "breaking",
    "security scheme one: The key is sent as query Key, was query key.",
  ),
  pair(
    "a key in a header is spelt otherwise",
    [keyed("header", "key"), keyed("header", "Key")],
    "none",
  ),
  pair(
    "a server's variable may have any value",
    [
      operation(
        {},
        {
          servers: [
            { url: "https://{r}.x.example", variables: { r: { default: "a", enum: ["a", "b"] } } },
          ],
        },
      ),
      operation(
        {},
        { servers: [{ url: "https://{r}.x.example", variables: { r: { default: "a" } } }] },
      ),
    ],
    "none",
  ),
  pair(
    "a style that is the usual one is written out",
    [
      withParameter(parameter("c", "cookie")),
      withParameter({ ...parameter("c", "cookie"), style: "form" }),
    ],
    "none",
  ),
  pair(
    "any value becomes a short text",
    both(sent, {}, { ...text, maxLength: 5 }),
    "breaking",
    "POST /things, request value: Must be string.",
  ),
  pair(
    "a short text becomes any value",
    both(read, { ...text, maxLength: 5 }, {}),
    "breaking",
    "POST /things, response 200 value: May be anything.",
  ),
  pair(
    "a text",
    [
      operation({ description: "Sends one thing at once." }),
      operation({ description: "Sends one thing later." }),
    ],
    "docs",
    'POST /things: Description: "Sends one thing at once." became "Sends one thing later.".',
  ),
  pair("nothing", [operation({ responses: ok }), operation({ responses: ok })], "none"),
];
