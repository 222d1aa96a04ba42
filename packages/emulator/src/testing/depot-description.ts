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
const refused = { 401: error, 404: error, 422: error };
function query(name: string, schema: object, more: object = {}) {
  return {
    name,
    in: "query",
    schema,
    ...more,
  };
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
    { schema: { type: "string" } },
  ]),
);
function listOf(name: string) {
  return {
    type: "object",
    required: ["data", "meta"],
    properties: { data: { type: "array", items: ref(name) }, meta: ref("Meta") },
  };
}
function dataOf(name: string) {
  return {
    type: "object",
    required: ["data"],
    properties: { data: ref(name) },
  };
}
const optionalString = { type: ["string", "null"] };
const embedFields = {
  name: optionalString,
  assigned_user_id: { type: ["string", "null"], format: "uuid" },
  allowed_origins: { type: "array", items: { type: "string" } },
  default_mode: { type: "string", enum: ["system", "light", "dark"], default: "system" },
  language: { type: "string", enum: ["en", "es"], default: "en" },
  expires_at: { type: ["string", "null"], format: "date-time" },
};
const scopeType = { type: "string", enum: ["project", "customer", "phone_number"] };

/**
 * A small made-up API with every shape the emulator has to cope with: the five embed operations,
 * plain resources, one below another, lists by page and by cursor, answers with and without
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
          query("scope_id", { type: "string" }),
          query("assigned_user_id", { type: "string", format: "uuid" }),
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
        requestBody: {
          required: true,
          ...json({
            type: "object",
            required: ["inbox_embed"],
            properties: {
              inbox_embed: {
                type: "object",
                required: ["scope_type"],
                properties: { ...embedFields, scope_type: scopeType, scope_id: optionalString },
              },
            },
          }),
        },
        responses: { 201: json(dataOf("CreatedEmbed")), ...refused },
      },
    },
    "/inbox_embeds/{inbox_embed_id}": {
      parameters: [inPath("inbox_embed_id", { type: "string", format: "uuid" })],
      get: {
        operationId: "getInboxEmbed",
        responses: { 200: json(dataOf("Embed")), 401: error, 404: error },
      },
      patch: {
        operationId: "updateInboxEmbed",
        requestBody: {
          required: true,
          ...json({
            type: "object",
            required: ["inbox_embed"],
            properties: { inbox_embed: { type: "object", properties: embedFields } },
          }),
        },
        responses: { 200: json(dataOf("Embed")), ...refused },
      },
      delete: { operationId: "deleteInboxEmbed", responses: { 204: {}, 401: error, 404: error } },
    },
    "/parcels": {
      get: {
        operationId: "listParcels",
        parameters: [
          query("colour", { type: "string", enum: ["red", "blue"] }),
          query("label_contains", { type: "string" }),
          query("fragile", { type: "boolean" }),
          ...pages,
        ],
        responses: { 200: { ...json(listOf("Parcel")), headers: pageHeaders }, 401: error },
      },
      post: {
        operationId: "createParcel",
        requestBody: {
          required: true,
          ...json(
            {
              type: "object",
              required: ["parcel"],
              properties: { parcel: ref("ParcelInput") },
            },
            { examples: { one: { value: { parcel: { label: "Books", colour: "red" } } } } },
          ),
        },
        responses: { 201: json(dataOf("Parcel")), ...refused },
      },
    },
    "/parcels/{parcel_id}": {
      parameters: [inPath("parcel_id", { type: "string", format: "uuid" })],
      get: {
        operationId: "getParcel",
        responses: { 200: json(dataOf("Parcel")), 401: error, 404: error },
      },
      patch: {
        operationId: "updateParcel",
        requestBody: {
          required: true,
          ...json({
            type: "object",
            required: ["parcel"],
            properties: { parcel: { type: "object", properties: { label: { type: "string" } } } },
          }),
        },
        responses: { 200: json(dataOf("Parcel")), ...refused },
      },
      delete: { operationId: "deleteParcel", responses: { 204: {}, 401: error, 404: error } },
    },
    "/parcels/{parcel_id}/stops": {
      parameters: [inPath("parcel_id", { type: "string", format: "uuid" })],
      get: {
        operationId: "listStops",
        parameters: [
          query("limit", { type: "integer", minimum: 1, maximum: 100 }),
          query("after", { type: "string" }),
          query("before", { type: "string" }),
        ],
        responses: {
          200: json({
            type: "object",
            required: ["data", "paging"],
            properties: { data: { type: "array", items: ref("Stop") }, paging: ref("Cursors") },
          }),
          401: error,
          404: error,
        },
      },
      post: {
        operationId: "createStop",
        requestBody: {
          required: true,
          ...json({ type: "object", required: ["city"], properties: { city: { type: "string" } } }),
        },
        responses: { 201: json(dataOf("Stop")), ...refused },
      },
    },
    "/parcels/{parcel_id}/stops/{stop_id}": {
      parameters: [
        inPath("parcel_id", { type: "string", format: "uuid" }),
        inPath("stop_id", { type: "integer" }),
      ],
      get: {
        operationId: "getStop",
        responses: { 200: json(dataOf("Stop")), 401: error, 404: error },
      },
      delete: { operationId: "deleteStop", responses: { 204: {}, 401: error, 404: error } },
    },
    "/parcels/{parcel_id}/send": {
      parameters: [inPath("parcel_id", { type: "string", format: "uuid" })],
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
        responses: { 202: {}, 401: error, 404: error, 409: error },
      },
    },
    "/drivers": {
      post: {
        operationId: "createDriver",
        requestBody: { required: true, ...json(ref("DriverInput")) },
        responses: { 201: json(dataOf("Driver")), 401: error, 422: error },
      },
    },
    "/drivers/{identifier}": {
      parameters: [inPath("identifier", { type: "string" })],
      get: {
        operationId: "getDriver",
        responses: { 200: json(dataOf("Driver")), 401: error, 404: error },
      },
      patch: {
        operationId: "updateDriver",
        requestBody: {
          required: true,
          ...json({ type: "object", properties: { phone: { type: "string" } } }),
        },
        responses: { 200: json(dataOf("Driver")), ...refused },
      },
    },
    "/reports/{report_id}": {
      get: {
        operationId: "getReport",
        parameters: [inPath("report_id", { type: "string" }), query("depth", { type: "integer" })],
        responses: {
          200: json(ref("Report"), {
            examples: {
              faulty: { value: { id: "r1", total: "many" } },
              sound: { value: { id: "r2", total: 3, note: null } },
            },
          }),
          400: json({
            type: "object",
            required: ["error"],
            properties: {
              error: {
                type: "object",
                required: ["code", "message"],
                properties: { code: { type: "string" }, message: { type: "string" } },
              },
            },
          }),
          401: error,
        },
      },
    },
    "/plates": {
      get: {
        operationId: "listPlates",
        parameters: [query("sizes", { type: "array", items: { type: "integer" } })],
        responses: {
          200: json({ type: "array", items: ref("Plate") }),
          400: json({
            type: "object",
            required: ["message"],
            properties: { message: { type: "string" } },
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
      Error: { type: "object", required: ["error"], properties: { error: { type: "string" } } },
      Meta: {
        type: "object",
        required: ["page", "per_page", "total_pages", "total_count"],
        properties: {
          page: { type: "integer" },
          per_page: { type: "integer" },
          total_pages: { type: "integer" },
          total_count: { type: "integer" },
        },
      },
      Cursors: {
        type: "object",
        properties: {
          cursors: {
            type: "object",
            properties: { before: optionalString, after: optionalString },
          },
          next: { type: "string", nullable: true },
          previous: { type: "string", nullable: true },
        },
      },
      Embed: {
        type: "object",
        required: ["id", "scope_type", "status", "allowed_origins", "language"],
        properties: {
          id: { type: "string", format: "uuid" },
          scope_type: scopeType,
          scope_id: optionalString,
          scope_name: optionalString,
          assigned_user_name: optionalString,
          status: { type: "string", enum: ["active", "revoked"] },
          last_used_at: { type: ["string", "null"], format: "date-time" },
          created_at: { type: "string", format: "date-time" },
          updated_at: { type: "string", format: "date-time" },
          ...embedFields,
        },
      },
      CreatedEmbed: {
        allOf: [
          ref("Embed"),
          {
            type: "object",
            required: ["token", "embed_url"],
            properties: { token: { type: "string" }, embed_url: { type: "string", format: "uri" } },
          },
        ],
      },
      ParcelInput: {
        type: "object",
        required: ["label"],
        properties: {
          label: { type: "string", minLength: 1, maxLength: 40 },
          colour: { type: "string", enum: ["red", "blue"], default: "blue" },
          weight: { type: "number", exclusiveMinimum: 0 },
          fragile: { type: "boolean" },
          pick_up_at: { type: "string", format: "date-time" },
        },
      },
      Parcel: {
        type: "object",
        required: ["id", "label", "colour", "code"],
        properties: {
          id: { type: "string", format: "uuid" },
          label: { type: "string" },
          colour: { type: "string", enum: ["red", "blue"] },
          code: { type: "string", pattern: "^[A-Z]{2}-\\d{4}(?:x|y)?$" },
          fragile: { type: "boolean", nullable: true },
          holds: ref("Parcel"),
          created_at: { type: "string", format: "date-time" },
          updated_at: { type: "string", format: "date-time" },
        },
      },
      Stop: {
        type: "object",
        required: ["id", "city"],
        properties: { id: { type: "integer" }, city: { type: "string" } },
      },
      DriverInput: {
        type: "object",
        required: ["phone"],
        properties: { phone: { type: "string", pattern: "^\\+\\d{8,15}$" } },
      },
      Driver: {
        type: "object",
        required: ["id", "phone"],
        properties: { id: { type: "string", format: "uuid" }, phone: { type: "string" } },
      },
      Report: {
        type: "object",
        required: ["id", "total"],
        properties: {
          id: { type: "string" },
          total: { type: "integer" },
          note: { type: "string", nullable: true },
        },
      },
      Plate: {
        oneOf: [
          { type: "object", required: ["round"], properties: { round: { const: true } } },
          {
            type: "object",
            required: ["square"],
            properties: { square: { type: "integer", multipleOf: 3, minimum: 4 } },
          },
        ],
      },
    },
  },
};
