import description from "@shared/kapso-types/openapi-platform.json" with { type: "json" };
import { expect, it } from "vitest";

interface Responses {
  responses?: Record<string, { $ref?: string; content?: object }>;
}

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
