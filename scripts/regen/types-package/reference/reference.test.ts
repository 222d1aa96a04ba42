import type { OpenApiDocument } from "@shared/openapi-model/model.ts";
import Slugger from "github-slugger";
import type { Nodes, Root } from "mdast";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import { expect, test } from "vitest";
import { printReference } from "./reference.ts";

const SOURCE = { file: "specs/openapi-platform.yaml", sha256: "0".repeat(64) };

/** A document with one operation, and what a test adds. */
function api(operation: object = {}, schemas: object = {}): OpenApiDocument {
  return {
    openapi: "3.1.0",
    info: { title: "Pets", version: "1.0.0" },
    paths: { "/pets": { get: { operationId: "listPets", tags: ["Pets"], ...operation } } },
    components: { schemas: { Pet: { type: "object" }, ...schemas } },
  } as OpenApiDocument;
}

function print(document: OpenApiDocument, vendored: OpenApiDocument = document): string {
  return printReference(document, vendored, SOURCE);
}

function parse(page: string): Root {
  return remark().use(remarkGfm).parse(page);
}

function every<Type extends Nodes["type"]>(
  tree: Nodes,
  type: Type,
): Extract<Nodes, { type: Type }>[] {
  const here = tree.type === type ? [tree as Extract<Nodes, { type: Type }>] : [];
  return "children" in tree ? [...here, ...tree.children.flatMap((one) => every(one, type))] : here;
}

function textOf(node: Nodes): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

/** What a table says, row by row. */
function rows(page: string): string[][] {
  return every(parse(page), "tableRow").map((row) => row.children.map(textOf));
}

test("an operation has its parameters, body, answers and errors", () => {
  const json = (schema: object) => ({ "application/json": { schema } });
  const page = print(
    api(
      {
        summary: "List pets",
        description: "All of them.",
        parameters: [
          { name: "page", in: "query", schema: { type: "integer", minimum: 1, default: 1 } },
        ],
        requestBody: {
          required: true,
          content: json({
            type: "object",
            required: ["filter"],
            properties: {
              filter: { type: "object", properties: { kind: { enum: ["cat", "dog"] } } },
              tags: { type: "array", items: { type: "object", properties: { id: {} } } },
            },
          }),
        },
        responses: {
          "200": {
            description: "Pets",
            headers: { "X-Total": {} },
            content: json({ type: "array", items: { $ref: "#/components/schemas/Pet" } }),
          },
          "404": { description: "None", content: json({ type: "object" }) },
          default: { description: "Anything else" },
        },
      },
      {},
    ),
  );
  expect(page).toContain("`GET /pets`: List pets");
  expect(page).toContain("| `200` | list of [Pet](#pet) | Pets (headers: `X-Total`) |");
  expect(rows(page)).toEqual([
    ["parameter", "in", "type", "required", "what it is"],
    ["page", "query", "integer", "", "default 1, from 1"],
    ["field", "type", "required", "what it is"],
    ["filter", "object", "yes", ""],
    ["filter.kind", '"cat" or "dog"', "", ""],
    ["tags", "list of objects", "", ""],
    ["tags[].id", "anything", "", ""],
    ["answer", "body", "when"],
    ["200", "list of Pet", "Pets (headers: X-Total)"],
    ["error", "body", "when"],
    ["404", "object", "None"],
    ["default", "no body", "Anything else"],
  ]);
});

test("a table shows what a schema is made of, through allOf, and links what it names", () => {
  const schemas = {
    Base: { type: "object", properties: { id: { type: "string", format: "uuid" } } },
    Cat: {
      description: "A cat.",
      allOf: [
        { $ref: "#/components/schemas/Base" },
        { properties: { lives: { type: ["integer", "null"], maximum: 9 } } },
      ],
    },
    Any: { oneOf: [{ $ref: "#/components/schemas/Cat" }, { type: "null" }] },
    Names: { type: "object", additionalProperties: { type: "string" } },
  };
  const page = print(api({}, schemas));
  expect(page).toContain("| … | [Base](#base) | | everything of it |");
  expect(page).toContain("| `lives` | integer or null | | to `9` |");
  expect(page).toContain("### Any\n\n[Cat](#cat) or null\n");
  expect(page).toContain("### Names\n\nmap of string\n");
});

test("what an overlay adds is told once, where it begins", () => {
  const field = { type: "object", properties: { kind: { type: "string" } } };
  const after = api(
    {
      parameters: [
        { name: "id", in: "query" },
        { name: "page", in: "query" },
      ],
      responses: { 200: { description: "Pets" }, 429: { description: "Too many" } },
    },
    { Pet: { properties: { extra: field } }, New: field },
  );
  const before = api({
    parameters: [{ name: "id", in: "query" }],
    responses: { 200: { description: "Pets" } },
  });
  after.paths["/new"] = { get: { operationId: "getNew" } };
  const page = print(after, before);
  expect(page.match(/overlay adds it/g)).toHaveLength(2);
  expect(rows(page)).toContainEqual(["page", "query", "anything", "", "added by an overlay"]);
  expect(rows(page)).toContainEqual(["429", "no body", "Too many (added by an overlay)"]);
  expect(rows(page)).toContainEqual(["extra", "object", "", "added by an overlay"]);
  expect(rows(page)).toContainEqual(["extra.kind", "string", "", ""]);
  expect(print(after)).not.toContain("overlay adds it");
});

test.each([
  ["a pipe in a table", "a | b"],
  ["a row of its own", "a\n\n| x | y |\n| - | - |\n| 1 | 2 |"],
  ["HTML", 'a <script>alert(1)</script> <img src="x" onerror="alert(1)">'],
  ["an image that reports who reads", "![pixel](https://example.com/pixel.png)"],
  ["a link that runs", "[click](javascript:alert(1))"],
  ["a heading", "a\n\n# Take over\n\nUnderlined\n======"],
  ["a fence that never ends", "```\n</table>"],
  ["a comment that never ends", "<!-- hidden"],
  ["a definition", "[1]: https://example.com\n\nsee [1]"],
])("the vendor's text cannot bring in %s", (_, description) => {
  const field = { type: "string", description };
  const page = print(
    api(
      {
        summary: description,
        description,
        parameters: [{ name: "q", in: "query", description, schema: field }],
      },
      {
        Pet: { description, properties: { a: field, z: { type: "string" } } },
      },
    ),
  );
  const tree = parse(page);
  expect(every(tree, "html")).toHaveLength(1); // the page's own first line
  expect(every(tree, "image")).toEqual([]);
  expect(every(tree, "link").filter(({ url }) => !/^(#|https:)/.test(url))).toEqual([]);
  expect(every(tree, "heading").map(textOf)).toEqual([
    "Pets",
    "Pets",
    "listPets",
    "Schemas",
    "Pet",
  ]);
  expect(every(tree, "table")).toHaveLength(2);
  for (const row of rows(page)) expect([4, 5]).toContain(row.length);
  expect(rows(page).at(-1)).toEqual(["z", "string", "", ""]);
});

test("every entry of the contents leads to its heading, also where names are equal", () => {
  const document = api({}, { listPets: {}, "Pet.v2": {}, Schemas: {}, Other: {} });
  document.paths["/pets/{id}"] = {
    get: { operationId: "Pet" },
    delete: { operationId: "Schemas" },
  };
  const tree = parse(print(document));
  const slugger = new Slugger();
  const slugs = every(tree, "heading").map((node) => slugger.slug(textOf(node)));
  const links = every(tree, "link").map(({ url }) => url.slice(1));
  // The title first, then what the contents list in the same order, then the schemas.
  expect(links).toEqual(slugs.slice(1, 1 + links.length));
  expect(links).toHaveLength(6);
  expect(new Set(slugs).size).toBe(slugs.length);
});

test("the same document gives the same bytes", () => {
  expect(print(api())).toBe(print(structuredClone(api())));
});
