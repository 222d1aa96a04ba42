import { readFile } from "node:fs/promises";
import { hasUpstream, upstreamFile } from "@shared/openapi-model/testing/upstream.ts";
import { comparePairs, typesToCompare } from "@shared/openapi-verdict";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { type Bump, planBump } from "../bump/plan-bump.ts";
import { effectiveDocument } from "../overlay/effective.ts";
import { readOverlays } from "../overlay/overlay.ts";
import { sha256Of } from "../source/vendored.ts";
import { secondVersion, type VendorChange } from "../testing/second-version.ts";
import { markdownReport } from "./markdown.ts";
import { terminalReport } from "./terminal.ts";

/** The report's line for each change: an imperative where consumers must act. */
const lines: Readonly<Record<VendorChange, string>> = {
  "a property of a response is renamed": "Read assignee_name instead of assigned_user_name.",
  "a property of a request is renamed": "Send assignee_id instead of assigned_user_id.",
  "a request loses an enum value": "Stop sending dark as default_mode.",
  "a response gains an enum value": "New value expired.",
  "a property of a response may be null": "Handle null in created_at.",
  "a request needs another property": "Send name in every request.",
  "cursors replace pages": "Send after instead of page, and read paging instead of meta.",
  "the base path changes": "Send requests to the base path /platform/v2 instead of /platform/v1.",
  "the key is sent in another header":
    "Send the key as header X-Kapso-Key instead of header X-API-Key.",
  "an operation ends soon": "Plan to stop calling GET /inbox_embeds/{inbox_embed_id}.",
  "200 becomes 202": "Expect the status 202 instead of 200.",
  "a text reverses its meaning": "description",
  "a query parameter becomes a header":
    "Send assigned_user_id as a header parameter instead of a query parameter.",
  "a query parameter is renamed": "Send scope instead of scope_type.",
  "a default changes": "Send per_page if you rely on its old default.",
  "an operation is gone": "Stop calling DELETE /inbox_embeds/{inbox_embed_id}.",
  "a bound gets tighter": "Send only values of scope_id within the new limit.",
  "a body has another media type": "Send application/merge-patch+json instead of application/json.",
};
const names = Object.keys(lines) as VendorChange[];

const root = new URL("../../..", import.meta.url).pathname;
const slice = `${root}specs/openapi-platform.yaml`;
const documents = [slice, ...(hasUpstream && isFullLevel ? [upstreamFile] : [])];

describe.each(documents.map((file) => [file.split("/").at(-2), file]))("in %s", (_name, file) => {
  let document: object;
  let bump: Bump;
  let terminal: string[];
  let markdown: string;

  beforeAll(async () => {
    const overlays = await readOverlays(root);
    const text = await readFile(file, "utf8");
    document = (await effectiveDocument(text, "specs/kapso.yaml", overlays)).effective.document;
    bump = await bumpTo(secondVersion(document), document);
    terminal = terminalReport(bump, process.stdout).split("\n");
    markdown = markdownReport(bump);
  });

  test.each(names)("%s: the terminal has one line for it", (name) => {
    expect(terminal.filter((line) => line.includes(lines[name]))).toHaveLength(1);
  });

  test.each(names)("%s: the Markdown report has it once", (name) => {
    const text = lines[name].replace(/^description$/, "~~any~~ **no**");
    expect(markdown.split(text)).toHaveLength(2);
  });

  test("nothing else is reported, and no change is hidden as one of types alone", () => {
    expect(bump.consumers.changes).toHaveLength(names.length);
    const onlyTypes = bump.consumers.changes.filter(({ decidedBy }) => decidedBy === "types");
    expect(onlyTypes).toEqual([]);
    expect(terminal.join("\n")).not.toContain("on the wire");
  });

  test("each change alone gives one line", async () => {
    const pairs = names.map((name) => ({ old: document, new: secondVersion(document, [name]) }));
    const results = await comparePairs(pairs, typesToCompare, { today: "2026-01-15" });
    const counts = results.map((result) => ("error" in result ? 0 : result.changes.length));
    expect(counts).toEqual(names.map(() => 1));
  });

  test("a report of all of them can be read in a minute", () => {
    expect(terminal.length).toBeLessThanOrEqual(60);
    expect(markdown.split("\n").length).toBeLessThanOrEqual(150);
  });

  test("shows a call before and after, at the place where the key stands", () => {
    const text = terminal.join("\n");
    expect(text).toContain(
      '- client.POST("/inbox_embeds", { body: { inbox_embed: { assigned_user_id: value } } })',
    );
    expect(text).toContain('+ (await client.GET("/inbox_embeds")).data.data[0].assignee_name');
  });
});

async function bumpTo(next: object, document: object): Promise<Bump> {
  const write = (value: object) => stringify(value, { aliasDuplicateObjects: false });
  const text = write(document);
  const vendored = {
    name: "kapso",
    file: "specs/kapso.yaml",
    text,
    sha256: sha256Of(Buffer.from(text)),
    source: undefined,
    upstream: undefined,
  };
  const bytes = Buffer.from(write(next));
  const incoming = { source: "next.yaml", bytes, kind: "whole", validators: {} } as const;
  const bump = await planBump(vendored, incoming, [], {
    maxLost: 0.5,
    published: undefined,
    versions: { types: "0.1.0", client: "0.1.0" },
    today: "2026-01-15",
  });
  if (bump === undefined) throw new Error("The second version has no change.");
  return bump;
}
