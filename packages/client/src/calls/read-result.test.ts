import description from "@shared/kapso-types/openapi-platform.json" with { type: "json" };
import { expect, it } from "vitest";
import { failure, json, untyped } from "../testing/server.ts";
import { useServers } from "../testing/use-servers.ts";

const { kapsoResponding } = useServers();

it.each(["GET", "POST", "PUT", "PATCH", "DELETE"] as const)(
  "%s: a 2xx whose JSON is no object is unreadable",
  async (method) => {
    for (const body of [null, "done", 42, true, [{ id: 1 }]]) {
      const { kapso } = await kapsoResponding((_, response) => json(response, 200, body));
      const error = await failure(untyped(kapso)[method]("/things"));
      expect(error).toMatchObject({
        name: "KapsoUnreadableResponseError",
        status: 200,
        mayHaveHappened: method !== "GET",
        body: JSON.stringify(body),
      });
      expect(error.message).toMatch(/instead of an object/);
    }
  },
);

interface Responses {
  responses?: Record<string, { $ref?: string; content?: object }>;
}

it("may reject an empty 2xx of a GET: every GET of the document has content there", () => {
  const empty = Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries((item as Record<string, Responses>)["get"]?.responses ?? {})
      .filter(([status, { $ref, content }]) => status.startsWith("2") && !$ref && !content)
      .map(([status]) => `${path} ${status}`),
  );
  expect(empty).toEqual([]);
});

it("an empty 204 of a GET is unreadable, and not data that its type does not have", async () => {
  const { kapso } = await kapsoResponding((_, response) => response.writeHead(204).end());
  const error = await failure(kapso.GET("/inbox_embeds"));
  expect(error).toMatchObject({ name: "KapsoUnreadableResponseError", status: 204 });
});

it("a page of HTML in place of JSON is taken for a wrong baseUrl", async () => {
  const { kapso } = await kapsoResponding((_, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<title>Welcome</title>"),
  );
  const error = await failure(kapso.GET("/inbox_embeds"));
  expect(error.message).toMatch(/"Welcome".*baseUrl is probably wrong\.$/);
});

it("may reject an empty 200 or 201: every operation of the document has content there", () => {
  const promising = Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Responses>)
      .filter(([method]) => !/^(delete|head|parameters)$/.test(method))
      .flatMap(([method, { responses = {} }]) =>
        ["200", "201"]
          .filter((status) => responses[status] && !responses[status].$ref)
          .map((status) => ({
            call: `${method} ${path} ${status}`,
            content: responses[status]?.content,
          })),
      ),
  );
  expect(promising).not.toEqual([]);
  // When this fails after a change of the OpenAPI document, readResult must return no data there.
  expect(promising.filter(({ content }) => content === undefined)).toEqual([]);
});

it("may reject JSON that is no object: each 2xx of the document that has a body promises one", () => {
  const references = description as unknown as Record<
    string,
    Record<string, Record<string, never>>
  >;
  const resolve = (value: { $ref?: string; type?: string } = {}): { type?: string } => {
    const [, , group = "", name = ""] = value.$ref?.split("/") ?? [];
    return value.$ref ? resolve(references["components"]?.[group]?.[name]) : value;
  };
  const kinds = Object.values(description.paths).flatMap((item) =>
    Object.values(item as Record<string, Responses>).flatMap(({ responses = {} }) =>
      Object.entries(responses)
        .filter(([status]) => status.startsWith("2"))
        .flatMap(([, response]) => Object.values(response.content ?? {}))
        .map((content) => resolve((content as { schema: object }).schema).type),
    ),
  );
  // When this fails, readResult must accept what the OpenAPI document promises there.
  expect(new Set(kinds)).toEqual(new Set(["object"]));
});
