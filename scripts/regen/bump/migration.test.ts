import { compareDocuments, typesToCompare } from "@shared/openapi-verdict";
import { expect, test } from "vitest";
import { migrationSection, sectionsIn } from "./migration.ts";

function document(...keys: string[]) {
  const properties = Object.fromEntries(keys.map((key) => [key, { type: "string" }]));
  const schema = { type: "object", properties };
  const content = { "application/json": { schema } };
  const get = { responses: { 200: { description: "Done", content } } };
  return { openapi: "3.1.0", info: { title: "Pets", version: "1" }, paths: { "/pets": { get } } };
}

async function changes(before: string[], after: string[]) {
  const result = await compareDocuments(document(...before), document(...after), typesToCompare);
  return result.changes;
}

test("has an instruction for each breaking cause, with a call before and after", async () => {
  const section = migrationSection(await changes(["id", "embed_url"], ["id", "embed_link"]), []);
  expect(section).toContain("- Read embed_link instead of embed_url.");
  expect(section).toContain('- (await client.GET("/pets")).data.embed_url');
  expect(section).toContain('+ (await client.GET("/pets")).data.embed_link');
  expect(sectionsIn(section).size).toBe(1);
});

test("keeps a reviewer's text while the cause is the same, and no longer", async () => {
  const first = await changes(["id", "age"], ["id"]);
  const edited = migrationSection(first, []).replace(
    /- Stop reading age[\s\S]*?\n\n/,
    "- Ask Ann.\n\n",
  );
  const text = `---\n"@shared/kapso-types": minor\n---\n\n${edited}`;
  expect(text).toContain("Ask Ann.");

  const again = migrationSection(await changes(["id", "age", "kind"], ["id"]), [text]);
  expect(again).toContain("Ask Ann.");
  expect(again).toContain("Stop reading kind.");
  const other = migrationSection(await changes(["id", "kind"], ["id"]), [text]);
  expect(other).not.toContain("Ask Ann.");
});

test("is empty where nothing breaks", async () => {
  expect(migrationSection(await changes(["id"], ["id", "age"]), [])).toBe("");
});
