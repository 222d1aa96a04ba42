import {
  described,
  json,
  ok,
  openapi30,
  operation,
  responding,
  returning,
  sending,
} from "./documents.ts";
import { byLetter, type Letter, type Pair, pair } from "./pair.ts";

const text = { type: "string" };
const status = (...values: string[]) => ({
  type: "object",
  properties: { status: { type: "string", enum: values } },
  required: ["status"],
});
const palette = (...required: string[]) => ({
  components: {
    schemas: { Palette: { type: "object", properties: { main: text, accent: text }, required } },
  },
});
const usingPalette = (...required: string[]) =>
  described(
    {
      "/palette": {
        get: {
          operationId: "getPalette",
          responses: {
            200: { description: "It", content: json({ $ref: "#/components/schemas/Palette" }) },
          },
        },
        put: {
          operationId: "setPalette",
          requestBody: { required: true, content: json({ $ref: "#/components/schemas/Palette" }) },
          responses: ok,
        },
      },
    },
    palette(...required),
  );
const closedA = { type: "object", properties: { a: text }, additionalProperties: false };
const openB = { type: "object", properties: { b: text } };
const tree = (name: object) => ({
  components: {
    schemas: {
      Node: {
        type: "object",
        properties: {
          name,
          children: { type: "array", items: { $ref: "#/components/schemas/Node" } },
        },
      },
    },
  },
});
const node = { $ref: "#/components/schemas/Node" };
const animal = (kind: string, sound: string) => ({
  type: "object",
  required: ["kind", sound],
  properties: { kind: { const: kind }, [sound]: text },
});
const cat = animal("cat", "meow");
const dog = animal("dog", "bark");
const holder = (schema: object) => ({ type: "object", properties: { value: schema } });
const fault = (schema: object) => ({ description: "Fault", content: json(schema) });
const error = { type: "object", properties: { error: text }, required: ["error"] };
const errors = {
  type: "object",
  properties: { errors: { type: "array", items: text } },
  required: ["errors"],
};
const thing = { type: "object", properties: { id: text }, required: ["id"] };
const path = (name: string) =>
  described({
    [`/a/{${name}}`]: {
      get: {
        operationId: "getA",
        parameters: [{ name, in: "path", required: true, schema: text }],
        responses: ok,
      },
    },
  });
const csv = { description: "Done", content: { ...json(thing), "text/csv": { schema: text } } };
const key = { securitySchemes: { Key: { type: "apiKey", name: "X-API-Key", in: "header" } } };
const listed = { get: { operationId: "list", responses: ok } };
const sent = { operationId: "send", responses: ok };
const hook = (payload: object, reply: object) =>
  described(
    {},
    {
      webhooks: {
        created: {
          post: {
            requestBody: { required: true, content: json(payload) },
            responses: { 200: { description: "Seen", content: json(reply) } },
          },
        },
      },
    },
  );
const noted = { type: "object", properties: { id: text, note: text }, required: ["id"] };
const sized = (format: string) => holder({ type: "integer", format });

function numbered(
  number: number,
  rule: Pair["rule"],
  oldNode: Pair["old"],
  newNode: Pair["new"],
  letter: Letter,
  settings: Pair["settings"] = {},
): Pair {
  return {
    ...pair(rule, oldNode, newNode, letter, settings),
    name: `acceptance ${number}`,
    expected: byLetter[letter],
  };
}

/** The twenty pairs of the rules, in their order. */
export const acceptancePairs: Pair[] = [
  numbered(
    1,
    "enum.gained",
    returning(status("active", "revoked")),
    returning(status("active", "revoked", "expired")),
    "B",
    { enums: "closed" },
  ),
  numbered(
    1,
    "enum.gained",
    returning(status("active", "revoked")),
    returning(status("active", "revoked", "expired")),
    "A",
  ),
  numbered(
    2,
    "enum.lost",
    returning(status("active", "revoked")),
    returning(status("active")),
    "R",
    { enums: "closed" },
  ),
  numbered(3, "required.key-added", usingPalette("main"), usingPalette("main", "accent"), "B"),
  numbered(
    4,
    "null.rewritten",
    returning(holder({ ...text, nullable: true }), openapi30),
    returning(holder({ anyOf: [text, { type: "null" }] })),
    "N",
  ),
  numbered(
    5,
    "null.outside-enum",
    returning(holder({ type: "string", enum: ["a"] }), openapi30),
    returning(holder({ type: "string", enum: ["a"], nullable: true }), openapi30),
    "B",
  ),
  numbered(
    6,
    "bound.form",
    sending(holder({ type: "integer", minimum: 0, exclusiveMinimum: true }), openapi30),
    sending(holder({ type: "integer", minimum: 1 }), openapi30),
    "N",
  ),
  numbered(
    7,
    "additional-properties.written-out",
    sending(holder(text)),
    sending({ ...holder(text), additionalProperties: true }),
    "R",
  ),
  numbered(
    8,
    "additional-properties.bare-object",
    returning({ type: "object" }),
    returning({ type: "object", additionalProperties: true }),
    "N",
  ),
  numbered(9, "path.template-renamed", path("id"), path("embed_id"), "B"),
  numbered(
    10,
    "all-of.flattened",
    sending({ allOf: [closedA, openB] }),
    sending({ type: "object", properties: { a: text, b: text }, additionalProperties: false }),
    "A",
  ),
  numbered(
    10,
    "all-of.flattened",
    returning({ allOf: [closedA, openB] }),
    returning({ type: "object", properties: { a: text, b: text }, additionalProperties: false }),
    "R",
  ),
  numbered(
    11,
    "upper-bound.tightened",
    sending(node, tree(text)),
    sending(node, tree({ ...text, maxLength: 10 })),
    "B",
  ),
  numbered(
    12,
    "one-of.added-overlapping",
    sending({ oneOf: [cat, dog] }),
    sending({ oneOf: [cat, dog, { type: "object", properties: { meow: text } }] }),
    "B",
  ),
  numbered(
    12,
    "one-of.added-overlapping",
    sending({ oneOf: [cat, dog] }),
    sending({
      oneOf: [cat, dog, { type: "object", required: ["sing"], properties: { sing: text } }],
    }),
    "R",
  ),
  numbered(
    13,
    "any-of.rearranged",
    sending(holder({ anyOf: [{ type: "integer" }, { type: "number" }] })),
    sending(holder({ type: "number" })),
    "N",
  ),
  numbered(
    13,
    "any-of.rearranged",
    returning(holder({ anyOf: [{ type: "integer" }, { type: "number" }] })),
    returning(holder({ type: "number" })),
    "N",
  ),
  numbered(
    14,
    "error-status.added-known-body",
    responding({ ...ok, 401: fault(error) }),
    responding({ ...ok, 401: fault(error), 422: fault(error) }),
    "A",
  ),
  numbered(
    14,
    "error-status.added-other-body",
    responding({ ...ok, 401: fault(error) }),
    responding({ ...ok, 401: fault(error), 422: fault(errors) }),
    "B",
  ),
  numbered(
    14,
    "error-status.added-other-body",
    responding({ ...ok, 401: fault(error) }),
    responding({ ...ok, 401: fault(error), 422: fault(errors) }),
    "R",
    { errors: "unknown" },
  ),
  numbered(15, "content.media-type-added", returning(thing), responding({ 200: csv }), "B"),
  numbered(15, "content.media-type-added", returning(thing), responding({ 200: csv }), "A", {
    accept: "pinned",
  }),
  numbered(
    16,
    "servers.prefix-moved",
    described({ "/a": listed }, { servers: [{ url: "/v1" }] }),
    described({ "/v1/a": listed }, { servers: [{ url: "/" }] }),
    "B",
  ),
  numbered(
    17,
    "security.anonymous",
    described(
      { "/things": { ...listed, post: sent } },
      { security: [{ Key: [] }], components: key },
    ),
    described(
      { "/things": { get: { ...listed.get, security: [{ Key: [] }] }, post: sent } },
      { components: key },
    ),
    "A",
  ),
  numbered(
    18,
    "parameter.ignored-header",
    operation({}),
    operation({
      parameters: [{ name: "Authorization", in: "header", required: true, schema: text }],
    }),
    "B",
  ),
  numbered(19, "webhook.payload", hook(thing, thing), hook(noted, thing), "A"),
  numbered(
    19,
    "webhook.reply-body",
    hook(thing, thing),
    hook(thing, { ...noted, required: ["id", "note"] }),
    "B",
  ),
  numbered(20, "format.widened", returning(sized("int32")), returning(sized("int64")), "B"),
  numbered(20, "format.widened", sending(sized("int32")), sending(sized("int64")), "A"),
];
