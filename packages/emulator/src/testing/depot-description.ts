const error = {
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
};
function json(schema: object, more: object = {}) {
  return {
    content: { "application/json": { schema, ...more } },
  };
}
function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}
const string = { type: "string" };
const uuid = { type: "string", format: "uuid" };
const date = { type: "string", format: "date-time" };
const integer = { type: "integer" };
const missing = { 401: error, 404: error };
function object(properties: object, required?: readonly string[]) {
  return { type: "object", properties, ...(required && { required }) };
}
function body(schema: object, more?: object) {
  return { required: true, ...json(schema, more) };
}
const refused = { ...missing, 422: error };
function query(name: string, schema: object, more: object = {}) {
  return { name, in: "query", schema, ...more };
}
function inPath(name: string, schema: object) {
  return { name, in: "path", required: true, schema };
}
const pages = [
  query("page", { type: "integer", minimum: 1, default: 1 }),
  query("per_page", { type: "integer", minimum: 1, default: 20 }),
];
const pageHeaders = Object.fromEntries(
  ["X-Total", "X-Total-Pages", "X-Per-Page", "X-Page", "Link"].map((name) => [
    name,
    { schema: string },
  ]),
);
function listOf(name: string) {
  return object({ data: { type: "array", items: ref(name) }, meta: ref("Meta") }, ["data", "meta"]);
}
function dataOf(name: string) {
  return object({ data: ref(name) }, ["data"]);
}
const optionalString = { type: ["string", "null"] };
const embedFields = {
  name: optionalString,
  assigned_user_id: { type: ["string", "null"], format: "uuid" },
  allowed_origins: { type: "array", items: string },
  default_mode: { type: "string", enum: ["system", "light", "dark"], default: "system" },
  language: { type: "string", enum: ["en", "es"], default: "en" },
  expires_at: { type: ["string", "null"], format: "date-time" },
};
const scopeType = { type: "string", enum: ["project", "customer", "phone_number"] };

/**
 * A small made-up API with every shape that the emulator must support: the five embed operations,
 * plain resources, one below another, lists by page and by cursor, responses with and without
 * examples, faulty examples, 3.0's `nullable`, and errors of several shapes.
 */
export const depotDescription: object = {
  openapi: "3.1.0",
  info: { title: "Depot", version: "1.0.0" },
  servers: [{ url: "https://depot.example/platform/v1" }],
  security: [{ Key: [] }],
  paths: {
    "/inbox_embeds": {
      get: {
        operationId: "listInboxEmbeds",
        parameters: [
          query("status", { type: "string", enum: ["active", "revoked"] }),
          query("scope_type", scopeType),
          query("scope_id", string),
          query("assigned_user_id", uuid),
          ...pages,
        ],
        responses: {
          200: { ...json(listOf("Embed")), headers: pageHeaders },
          401: error,
          422: error,
        },
      },
      post: {
        operationId: "createInboxEmbed",
        requestBody: body(
          object(
            {
              inbox_embed: object(
                { ...embedFields, scope_type: scopeType, scope_id: optionalString },
                ["scope_type"],
              ),
            },
            ["inbox_embed"],
          ),
        ),
        responses: { 201: json(dataOf("CreatedEmbed")), ...refused },
      },
    },
    "/inbox_embeds/{inbox_embed_id}": {
      parameters: [inPath("inbox_embed_id", uuid)],
      get: { operationId: "getInboxEmbed", responses: { 200: json(dataOf("Embed")), ...missing } },
      patch: {
        operationId: "updateInboxEmbed",
        requestBody: body(object({ inbox_embed: object(embedFields) }, ["inbox_embed"])),
        responses: { 200: json(dataOf("Embed")), ...refused },
      },
      delete: { operationId: "deleteInboxEmbed", responses: { 204: {}, ...missing } },
    },
    "/parcels": {
      get: {
        operationId: "listParcels",
        parameters: [
          query("colour", { type: "string", enum: ["red", "blue"] }),
          query("label_contains", string),
          query("fragile", { type: "boolean" }),
          ...pages,
        ],
        responses: { 200: { ...json(listOf("Parcel")), headers: pageHeaders }, 401: error },
      },
      post: {
        operationId: "createParcel",
        requestBody: body(object({ parcel: ref("ParcelInput") }, ["parcel"]), {
          examples: { one: { value: { parcel: { label: "Books", colour: "red" } } } },
        }),
        responses: { 201: json(dataOf("Parcel")), ...refused },
      },
    },
    "/parcels/{parcel_id}": {
      parameters: [inPath("parcel_id", uuid)],
      get: { operationId: "getParcel", responses: { 200: json(dataOf("Parcel")), ...missing } },
      patch: {
        operationId: "updateParcel",
        requestBody: body(object({ parcel: object({ label: string }) }, ["parcel"])),
        responses: { 200: json(dataOf("Parcel")), ...refused },
      },
      delete: { operationId: "deleteParcel", responses: { 204: {}, ...missing } },
    },
    "/parcels/{parcel_id}/stops": {
      parameters: [inPath("parcel_id", uuid)],
      get: {
        operationId: "listStops",
        parameters: [
          query("limit", { type: "integer", minimum: 1, maximum: 100 }),
          query("after", string),
          query("before", string),
        ],
        responses: {
          200: json(
            object({ data: { type: "array", items: ref("Stop") }, paging: ref("Cursors") }, [
              "data",
              "paging",
            ]),
          ),
          ...missing,
        },
      },
      post: {
        operationId: "createStop",
        requestBody: body(object({ city: string }, ["city"])),
        responses: { 201: json(dataOf("Stop")), ...refused },
      },
    },
    "/parcels/{parcel_id}/stops/{stop_id}": {
      parameters: [inPath("parcel_id", uuid), inPath("stop_id", integer)],
      get: { operationId: "getStop", responses: { 200: json(dataOf("Stop")), ...missing } },
      delete: { operationId: "deleteStop", responses: { 204: {}, ...missing } },
    },
    "/parcels/{parcel_id}/send": {
      parameters: [inPath("parcel_id", uuid)],
      post: {
        operationId: "sendParcel",
        parameters: [
          {
            name: "Idempotency-Key",
            in: "header",
            required: true,
            schema: { type: "string", minLength: 1 },
          },
        ],
        responses: { 202: {}, ...missing, 409: error },
      },
    },
    "/drivers": {
      post: {
        operationId: "createDriver",
        requestBody: body(ref("DriverInput")),
        responses: { 201: json(dataOf("Driver")), 401: error, 422: error },
      },
    },
    "/drivers/{identifier}": {
      parameters: [inPath("identifier", string)],
      get: { operationId: "getDriver", responses: { 200: json(dataOf("Driver")), ...missing } },
      patch: {
        operationId: "updateDriver",
        requestBody: body(object({ phone: string })),
        responses: { 200: json(dataOf("Driver")), ...refused },
      },
    },
    "/reports/{report_id}": {
      get: {
        operationId: "getReport",
        parameters: [inPath("report_id", string), query("depth", integer)],
        responses: {
          200: json(ref("Report"), {
            examples: {
              faulty: { value: { id: "r1", total: "many" } },
              sound: { value: { id: "r2", total: 3, note: null } },
            },
          }),
          400: json(
            object({ error: object({ code: string, message: string }, ["code", "message"]) }, [
              "error",
            ]),
          ),
          401: error,
        },
      },
    },
    "/plates": {
      get: {
        operationId: "listPlates",
        parameters: [query("sizes", { type: "array", items: integer })],
        responses: {
          200: json({ type: "array", items: ref("Plate") }),
          400: json({
            type: "object",
            required: ["message"],
            properties: { message: string },
            additionalProperties: false,
          }),
          401: error,
        },
      },
    },
  },
  components: {
    securitySchemes: { Key: { type: "apiKey", in: "header", name: "X-API-Key" } },
    schemas: {
      Error: object({ error: string }, ["error"]),
      Meta: object(
        { page: integer, per_page: integer, total_pages: integer, total_count: integer },
        ["page", "per_page", "total_pages", "total_count"],
      ),
      Cursors: object({
        cursors: object({ before: optionalString, after: optionalString }),
        next: { type: "string", nullable: true },
        previous: { type: "string", nullable: true },
      }),
      Embed: object(
        {
          id: uuid,
          scope_type: scopeType,
          scope_id: optionalString,
          scope_name: optionalString,
          assigned_user_name: optionalString,
          status: { type: "string", enum: ["active", "revoked"] },
          last_used_at: { type: ["string", "null"], format: "date-time" },
          created_at: date,
          updated_at: date,
          ...embedFields,
        },
        ["id", "scope_type", "status", "allowed_origins", "language"],
      ),
      CreatedEmbed: {
        allOf: [
          ref("Embed"),
          object({ token: string, embed_url: { type: "string", format: "uri" } }, [
            "token",
            "embed_url",
          ]),
        ],
      },
      ParcelInput: object(
        {
          label: { type: "string", minLength: 1, maxLength: 40 },
          colour: { type: "string", enum: ["red", "blue"], default: "blue" },
          weight: { type: "number", exclusiveMinimum: 0 },
          fragile: { type: "boolean" },
          pick_up_at: date,
        },
        ["label"],
      ),
      Parcel: object(
        {
          id: uuid,
          label: string,
          colour: { type: "string", enum: ["red", "blue"] },
          code: { type: "string", pattern: "^[A-Z]{2}-\\d{4}(?:x|y)?$" },
          fragile: { type: "boolean", nullable: true },
          holds: ref("Parcel"),
          created_at: date,
          updated_at: date,
        },
        ["id", "label", "colour", "code"],
      ),
      Stop: object({ id: integer, city: string }, ["id", "city"]),
      DriverInput: object({ phone: { type: "string", pattern: "^\\+\\d{8,15}$" } }, ["phone"]),
      Driver: object({ id: uuid, phone: string }, ["id", "phone"]),
      Report: object({ id: string, total: integer, note: { type: "string", nullable: true } }, [
        "id",
        "total",
      ]),
      Plate: {
        oneOf: [
          object({ round: { const: true } }, ["round"]),
          object({ square: { type: "integer", multipleOf: 3, minimum: 4 } }, ["square"]),
        ],
      },
    },
  },
};
