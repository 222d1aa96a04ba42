/** A document of the given size, always the same: what a large API looks like to the compiler. */
export function largeDescription(paths: number): object {
  const schemas: Record<string, object> = {
    Error: object({ error: text() }, ["error"]),
    Meta: object({ page: integer(), per_page: integer(), total_pages: integer() }, ["page"]),
  };
  const entries = Array.from({ length: Math.ceil(paths / 2) }, (_, index) => {
    const name = `Thing${index}`;
    schemas[name] = object(
      {
        id: text(),
        name: { type: ["string", "null"] },
        kind: { type: "string", enum: ["small", "large", `special_${index}`] },
        parent: { $ref: `#/components/schemas/Thing${Math.floor(index / 2)}` },
        labels: { type: "array", items: object({ key: text(), value: text() }, ["key"]) },
        settings: object(
          { color: text(), limits: object({ soft: integer(), hard: integer() }, []) },
          [],
        ),
        created_at: { type: "string", format: "date-time" },
      },
      ["id", "kind", "created_at"],
    );
    schemas[`${name}Input`] = object(
      {
        thing: object({ name: text(), kind: text(), labels: { type: "array", items: text() } }, [
          "name",
        ]),
      },
      ["thing"],
    );
    const id = { name: "thing_id", in: "path", required: true, schema: text() };
    const one = response(200, object({ data: { $ref: `#/components/schemas/${name}` } }, ["data"]));
    const list = response(
      200,
      object(
        {
          data: { type: "array", items: { $ref: `#/components/schemas/${name}` } },
          meta: { $ref: "#/components/schemas/Meta" },
        },
        ["data", "meta"],
      ),
    );
    const requestBody = {
      required: true,
      content: { "application/json": { schema: { $ref: `#/components/schemas/${name}Input` } } },
    };
    const query = ["page", "per_page", "status"].map((name) => ({
      name,
      in: "query",
      schema: text(),
    }));
    return [
      [
        `/area_${index % 20}/things_${index}`,
        {
          get: { operationId: `list${name}`, parameters: query, responses: list },
          post: { operationId: `create${name}`, requestBody, responses: one },
        },
      ],
      [
        `/area_${index % 20}/things_${index}/{thing_id}`,
        { get: { operationId: `get${name}`, parameters: [id], responses: one } },
      ],
    ] as [string, object][];
  }).flat();
  return {
    openapi: "3.1.0",
    info: { title: "Kapso Platform API", version: "0.2.0" },
    servers: [{ url: "https://api.kapso.ai/platform/v1" }],
    security: [{ ApiKeyAuth: [] }],
    paths: Object.fromEntries(entries.slice(0, paths)),
    components: {
      schemas,
      securitySchemes: { ApiKeyAuth: { type: "apiKey", in: "header", name: "X-API-Key" } },
    },
  };
}

function object(properties: object, required: string[]): object {
  return { type: "object", properties, required };
}
function text(): object {
  return { type: "string" };
}
function integer(): object {
  return { type: "integer" };
}
function response(status: number, schema: object): object {
  const error = {
    description: "error",
    content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
  };
  return {
    [status]: { description: "success", content: { "application/json": { schema } } },
    401: error,
    404: error,
    422: error,
  };
}
