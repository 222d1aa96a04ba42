import { expect, it } from "vitest";
import { compile, sourceModules, temporaryFolder, writeProject } from "./compile.ts";
import { generateTypes } from "./generated-types.ts";

const workflows = {
  openapi: "3.1.0",
  info: { title: "Workflows", version: "1" },
  servers: [{ url: "https://workflows.example.com/v2" }],
  security: [{ key: [] }],
  paths: {
    "/workflows": {
      get: {
        operationId: "list_workflows",
        summary: "List workflows",
        parameters: [{ name: "state", in: "query", schema: { enum: ["on", "off"] } }],
        responses: {
          200: json({ type: "object", required: ["data"], properties: { data: list() } }),
        },
      },
    },
    "/workflows/{id}/names": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: { operationId: "listNames", responses: { 200: json({ type: "array", items: {} }) } },
      put: {
        operationId: "renameAll",
        requestBody: { required: true, ...json({ type: "array", items: { type: "string" } }) },
        responses: { 201: { description: "Done" }, 422: json({ type: "object" }) },
      },
    },
    "/export": {
      get: { operationId: "exportAll", responses: { 200: file("text/csv") } },
      post: { operationId: "printAll", responses: { 201: file("application/pdf") } },
    },
  },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Flow-Key" } } },
};

function json(schema: object) {
  return { description: "OK", content: { "application/json": { schema } } };
}
function file(mediaType: string) {
  return { description: "OK", content: { [mediaType]: { schema: { type: "string" } } } };
}
function list() {
  const properties = { id: { type: "string" } };
  return { type: "array", items: { type: "object", required: ["id"], properties } };
}

const right = `
import { createKapsoClient, errorOf, paginate, unwrap, type Middleware } from "@shared/kapso-client";
import { operations } from "@shared/kapso-client/operations";
import { specification, type CallTable as Workflows } from "@shared/kapso-types/workflows";
import { operationTable } from "@shared/kapso-types/workflows/operations";

const kapso = createKapsoClient<Workflows>({ specification });
createKapsoClient<Workflows>({ baseUrl: "https://localhost" });
const path = { id: "1" };
export async function use(middleware: Middleware): Promise<string> {
  kapso.use(middleware);
  const result = await kapso.PUT("/workflows/{id}/names", { params: { path }, body: ["a"] });
  if (!result.ok) throw errorOf(result);
  const names: unknown[] = await unwrap(kapso.GET("/workflows/{id}/names", { params: { path } }));
  for await (const { id } of paginate(kapso, "/workflows", { params: { query: { state: "on" } } })) {
    id.toUpperCase();
  }
  const table: string = await unwrap(kapso.GET("/export"));
  const pages: ArrayBuffer = await unwrap(kapso.POST("/export"));
  console.log(table.split(","), pages.byteLength);
  const api = operations(kapso.withOptions({ timeout: 1 }), operationTable);
  const { data } = await unwrap(api.listWorkflows());
  return (data[0]?.id ?? "") + names.length + (await api.renameAll({ params: { path }, body: [] })).status;
}
`;

const wrong = [
  `createKapsoClient<Workflows>();`,
  `createKapsoClient<Workflows>({ apiKey: "key" });`,
  `void kapso.GET("/inbox_embeds");`,
  `void unwrap(kapso.POST("/export")).then((pages) => pages.split(","));`,
  `void kapso.PUT("/workflows/{id}/names", { params: { path }, body: [1] });`,
  `void paginate(kapso, "/workflow");`,
  `void kapso.createInboxEmbed({ scope_type: "project" });`,
  `operations(kapso);`,
  `operations(createKapsoClient(), operationTable);`,
  `void operations(kapso, operationTable).listWorkflows({ params: { query: { state: "in" } } });`,
];

it("a client of another document is typed by it, and the default one is not", async () => {
  await using folder = await temporaryFolder();
  // JSON is YAML.
  const generatedModules = await generateTypes(folder.path, JSON.stringify(workflows), "workflows");
  const modules = { ...generatedModules.modules, ...sourceModules };
  await writeProject(folder.path, { "calls.ts": [right.trim(), ...wrong].join("\n") }, modules);
  const { errors } = await compile(folder.path);
  const first = right.trim().split("\n").length + 1;
  expect(errors.map(({ line }) => line)).toEqual(wrong.map((_, index) => first + index));

  const generated = `${folder.path}/packages/types/src/generated/workflows`;
  const { specification } = await import(`${generated}/specification.gen.ts`);
  const { operationTable } = await import(`${generated}/operations.gen.ts`);
  expect(specification).toMatchObject({
    document: "workflows",
    baseUrl: "https://workflows.example.com/v2",
    keyHeader: "X-Flow-Key",
    otherBodies: {
      "GET /workflows/{id}/names": { accept: "application/json", as: "json" },
      "PUT /workflows/{id}/names": { accept: "application/json", as: "json" },
      "GET /export": { accept: "text/csv", as: "text" },
      "POST /export": { accept: "application/pdf", as: "arrayBuffer" },
    },
  });
  expect(operationTable.listWorkflows).toEqual(["GET", "/workflows", "list_workflows"]);
});
