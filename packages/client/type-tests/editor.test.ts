import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { packageFolder, temporaryFolder, writeProject } from "./compile.ts";
import { type LanguageServer, startLanguageServer } from "./language-server.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let editor: LanguageServer;

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeProject(folder.path, { "calls.ts": "export {};" });
  editor = await startLanguageServer(folder.path);
});
afterAll(async () => {
  await editor[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

function offered(code: string): Promise<string[]> {
  return editor.completionsAt(
    join(folder.path, "calls.ts"),
    `import { createKapsoClient } from "@shared/kapso-client";\nconst kapso = createKapsoClient();\n${code}`,
  );
}

it.each([
  ["paths", `kapso.POST("|");`, ["/inbox_embeds"]],
  ["paths, from a beginning", `kapso.POST("/inb|");`, ["/inbox_embeds"]],
  ["what is sent", `kapso.POST("/inbox_embeds", { | });`, ["body"]],
  [
    "a body's fields",
    `kapso.POST("/inbox_embeds", { body: { inbox_embed: { | } } });`,
    ["scope_type", "allowed_origins", "expires_at"],
  ],
  [
    "a body's values",
    `kapso.POST("/inbox_embeds", { body: { inbox_embed: { scope_type: "|" } } });`,
    ["project", "customer", "phone_number"],
  ],
  [
    "call options",
    `kapso.POST("/inbox_embeds", { body: { inbox_embed: { scope_type: "project" } } }, { | });`,
    ["timeout", "totalTimeout", "maxRetries", "signal", "headers"],
  ],
  [
    "an embed's fields",
    `kapso.createInboxEmbed({ | });`,
    ["scope_type", "scope_id", "default_mode"],
  ],
  [
    "an embed's values",
    `kapso.createInboxEmbed({ scope_type: "|" });`,
    ["project", "customer", "phone_number"],
  ],
  [
    "a result's fields",
    `const result = await kapso.POST("/inbox_embeds", { body: { inbox_embed: { scope_type: "project" } } });\nif (result.ok) result.data.data.|`,
    ["token", "embed_url", "id"],
  ],
])("an editor is offered %s", async (_, code, labels) => {
  expect(await offered(code)).toEqual(expect.arrayContaining(labels));
});

function shown(code: string): Promise<string> {
  return editor.hoverAt(
    join(folder.path, "calls.ts"),
    `import { createKapsoClient } from "@shared/kapso-client";\nconst kapso = createKapsoClient();\n${code}`,
  );
}

it("an editor shows the statuses that the document has, and the others in words", async () => {
  const text = await shown(`const { sta|tus } = await kapso.GET("/inbox_embeds");`);
  expect(text).toContain(`200 | 401 | 422 | ErrorStatus<"other 4xx/5xx than 401 | 422">`);
  const error = await shown(
    `const result = await kapso.GET("/inbox_embeds"); if (!result.ok) void res|ult;`,
  );
  expect(error).toContain(`Err<ErrorStatus<"other 4xx/5xx than 401 | 422">, object>`);
});

it.each([
  ["params", `kapso.GET("/inbox_embeds", { par|ams: {} });`, "List inbox embeds"],
  ["body", `kapso.POST("/inbox_embeds", { bo|dy: {} });`, "Create inbox embed"],
  [
    "its function",
    `import { operations } from "@shared/kapso-client/operations";\nconst { listInbox|Embeds } = operations(kapso);`,
    "List inbox embeds",
  ],
])("an editor shows the operation's summary over %s", async (_, code, summary) => {
  expect(await shown(code)).toContain(summary);
});

it("an editor shows what a call takes and resolves to by the operation's names", async () => {
  const text = await shown(`kapso.PO|ST("/inbox_embeds", {});`);
  expect(text).toContain(`"/inbox_embeds", init: CreateInboxEmbedInit, options?: CallOptions`);
  expect(text).toContain("Promise<CreateInboxEmbedResult>");
});

it("an editor is offered nothing but paths where a path stands", async () => {
  const labels = await offered(`kapso.POST("|");`);
  expect(labels.filter((label) => !label.startsWith("/"))).toEqual([]);
});

it("go to definition leads from the declarations of a built package to its source", async () => {
  await using project = await temporaryFolder();
  const modules = { "@shared/kapso-client": join(packageFolder, "dist/index.d.ts") };
  await writeProject(project.path, { "calls.ts": "export {};" }, modules);
  await using server = await startLanguageServer(project.path);
  const text = `import { createKapsoClient } from "@shared/kapso-client";\nvoid createKapso|Client;`;
  const files = await server.definitionsAt(join(project.path, "calls.ts"), text);
  expect(files).toEqual([join(packageFolder, "src/client.ts")]);
});
