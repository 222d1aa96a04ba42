import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { RehearsalPlan } from "../rehearsal/rehearse.ts";
import { smallDocument } from "../testing/small-document.ts";
import { smallRepository, snapshot } from "../testing/small-repository.ts";
import { exitCodes } from "./exit-codes.ts";
import { regen } from "./generate.ts";
import { type UpstreamOptions, upstream } from "./upstream.ts";

let generated: string;
let root: string;
let printed: string[];

beforeAll(async () => {
  generated = await smallRepository();
  await regen(generated);
});
afterAll(() => rm(generated, { recursive: true, force: true }));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "regen-"));
  await cp(generated, root, { recursive: true });
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(String(text)));
  vi.spyOn(console, "error").mockImplementation((text) => void printed.push(String(text)));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

/** Runs `--upstream` on the small document with one edit. */
async function bump(
  edit: (text: string) => string,
  options: Partial<UpstreamOptions> = {},
): Promise<number> {
  const source = join(root, "..", `${root.split("/").at(-1)}-incoming.yaml`);
  await writeFile(source, edit(smallDocument));
  try {
    return await upstream(root, {
      source,
      dryRun: false,
      json: false,
      quiet: false,
      trustChanges: false,
      maxLost: 0.2,
      consumers: [],
      ...options,
    });
  } finally {
    await rm(source);
  }
}

const addField = (text: string) =>
  text.replace(
    "        kind:\n          type: string\n    Failure",
    "        kind:\n          type: string\n        age:\n          type: integer\n    Failure",
  );
const breakField = (text: string) =>
  text.replace(
    "      required:\n        - kind\n",
    "      required:\n        - kind\n        - id\n",
  );
const changesets = async () =>
  (await readdir(join(root, ".changeset")).catch(() => [])).map((name) =>
    join(root, ".changeset", name),
  );

describe("a bump", () => {
  test("vendors the bytes as they came, with a record that matches them", async () => {
    expect(await bump((text) => `${addField(text)}# the end, without a newline`)).toBe(
      exitCodes.done,
    );
    const text = await readFile(join(root, "specs/pets.yaml"), "utf8");
    expect(text).toBe(`${addField(smallDocument)}# the end, without a newline`);
    const record = JSON.parse(await readFile(join(root, "specs/pets.source.json"), "utf8"));
    expect(record).toMatchObject({
      upstream: "https://docs.example.com/pets.yaml",
      bytes: Buffer.byteLength(text),
      coverage: { kind: "whole", operations: "all" },
    });
    expect(record.source).toMatch(/^regen-\w+-incoming\.yaml$/);
    expect((await regen(root, { check: true })).changes).toEqual([]);
  });

  test("that adds is a patch below 1.0.0 and a minor above, in a changeset of a stable name", async () => {
    await bump(addField);
    const [file = "", ...others] = await changesets();
    expect(others).toEqual([]);
    expect(file).toMatch(/spec-[0-9a-f]{12}\.md$/);
    const text = await readFile(file, "utf8");
    expect(text).toContain('"@shared/kapso-types": patch\n"@shared/kapso-client": minor\n');
    expect(text).toContain("POST /pets, response 201 age");
  });

  test("that breaks is a minor below 1.0.0 and a major above, and names the breaks", async () => {
    await bump(breakField);
    const text = await readFile((await changesets())[0] ?? "", "utf8");
    expect(text).toContain('"@shared/kapso-types": minor\n"@shared/kapso-client": major\n');
    expect(text).toMatch(
      /- \*\*Breaking\*\* POST \/pets, request id: id is now required; calls that were valid can be rejected\./,
    );
    expect(printed.join("\n")).toContain("breaking");
  });

  test("that only reorders or comments is vendored, and releases nothing", async () => {
    expect(await bump((text) => `# A comment.\n${text}`)).toBe(exitCodes.done);
    expect(await changesets()).toEqual([]);
    expect(await readFile(join(root, "specs/pets.yaml"), "utf8")).toContain("# A comment.");
  });

  test("that brings nothing new writes nothing", async () => {
    const before = await snapshot(root);
    expect(await bump((text) => text)).toBe(exitCodes.done);
    expect(printed).toEqual(["Nothing to do: upstream has no change."]);
    expect(await snapshot(root)).toEqual(before);
  });

  test("done twice does nothing the second time", async () => {
    await bump(addField);
    const after = await snapshot(root);
    printed = [];
    await bump(addField);
    expect(printed).toEqual(["Nothing to do: upstream has no change."]);
    expect(await snapshot(root)).toEqual(after);
  });
});

describe("--dry-run", () => {
  test("writes nothing but the report", async () => {
    const before = await snapshot(root);
    const report = `${root}-report.md`;
    expect(await bump(breakField, { dryRun: true, report })).toBe(exitCodes.done);
    expect(await snapshot(root)).toEqual(before);
    const text = await readFile(report, "utf8");
    await rm(report);
    expect(text).toContain("# Spec bump: breaking");
    expect(text).toContain("- **Send id in every request.**");
    expect(text).toContain("specs/pets.yaml");
  });

  test("with --json prints the whole plan as JSON", async () => {
    await bump(breakField, { dryRun: true, json: true });
    const plan = JSON.parse(printed.join("\n"));
    expect(plan).toMatchObject({
      outcome: "bump",
      document: "pets",
      consumers: { verdict: "breaking" },
      releases: { types: { bump: "minor" }, client: { bump: "major" } },
    });
    expect(plan.files).toContain("specs/pets.yaml");
  });
});

// Which changes need trust: trust.test.ts.
describe("a change of trust", () => {
  const moveKey = (text: string) => text.replace("X-API-Key", "X-Other-Key");

  test("stops with a separate exit code, and writes nothing", async () => {
    const before = await snapshot(root);
    expect(await bump(moveKey)).toBe(exitCodes.needsTrust);
    expect(await snapshot(root)).toEqual(before);
    expect(printed.join("\n")).toContain("pass --trust-changes");
  });

  test("passes with --trust-changes", async () => {
    expect(await bump(moveKey, { trustChanges: true })).toBe(exitCodes.done);
    expect(await readFile(join(root, "specs/pets.yaml"), "utf8")).toContain("X-Other-Key");
  });

  test("reaches the client: its base URL and header change, and it is released", async () => {
    const move = (text: string) =>
      moveKey(text).replace("https://api.example.com/v1", "//e.example/v2/");
    expect(await bump(move, { trustChanges: true })).toBe(exitCodes.done);
    const specification = await readFile(
      join(root, "packages/types/src/generated/pets/specification.gen.ts"),
      "utf8",
    );
    expect(specification).toContain('baseUrl: "https://e.example/v2"');
    expect(specification).toContain('keyHeader: "X-Other-Key"');
    const [changeset = ""] = await changesets();
    expect(await readFile(changeset, "utf8")).toContain('"@shared/kapso-client": major');
  });
});

describe("of two documents", () => {
  const toys = smallDocument.replace("title: Small API", "title: Toy API");

  beforeEach(async () => {
    const pets = "packages/types/src/generated/pets";
    const files = {
      "specs/toys.yaml": toys,
      "packages/types/src/index.ts": 'export * from "./generated/pets/index.gen.js";\n',
      "packages/client/src/client.ts": 'import type { Pet } from "@shared/kapso-types";\n',
    };
    await mkdir(join(root, "packages/client/src"), { recursive: true });
    for (const [path, content] of Object.entries(files)) await writeFile(join(root, path), content);
    expect(await readdir(join(root, pets))).toContain("index.gen.ts");
    await regen(root);
  });

  async function released(name: string, text: string): Promise<string> {
    const source = join(root, `incoming-${name}.yaml`);
    await writeFile(source, addField(text));
    const options = { dryRun: false, json: false, quiet: true, trustChanges: false };
    const code = await upstream(root, {
      ...options,
      source,
      document: name,
      overwriteEdits: true,
      rehearse: "none",
      maxLost: 0.2,
      consumers: [],
    });
    expect(code).toBe(exitCodes.done);
    const [file = ""] = await changesets();
    return /^---\n([\s\S]*?)\n---/.exec(await readFile(file, "utf8"))?.[1] ?? "";
  }

  test("a change in the one that the client does not use releases the types alone", async () => {
    expect(await released("toys", toys)).toBe('"@shared/kapso-types": patch');
  });

  test("a change in it releases the client as well once its sources import the entry", async () => {
    const importing = 'import type { Pet } from "@shared/kapso-types/toys";\n';
    await writeFile(join(root, "packages/client/src/toys.ts"), importing);
    expect(await released("toys", toys)).toContain('"@shared/kapso-client": minor');
  });

  test("a change in the one that the types export at their root releases both", async () => {
    expect(await released("pets", smallDocument)).toBe(
      '"@shared/kapso-types": patch\n"@shared/kapso-client": minor',
    );
  });
});

describe("a rehearsal", () => {
  const exitsWith = (code: number): RehearsalPlan => ({
    filesToCopy: async () => [],
    install: [],
    build: [],
    checks: [{ name: "the check", command: [process.execPath, "-e", `process.exit(${code})`] }],
    packages: [],
    compiler: "",
  });

  test("that fails stops with a separate exit code, is reported, and writes nothing", async () => {
    const before = await snapshot(root);
    const report = `${root}-report.md`;
    expect(await bump(addField, { rehearse: "full", plan: exitsWith(1), report })).toBe(
      exitCodes.wouldNotCompile,
    );
    expect(await snapshot(root)).toEqual(before);
    expect(await readFile(report, "utf8")).toContain("| the check | fails |");
    await rm(report);
  });

  test("does not run for a bump that needs trust", async () => {
    const mark = `${root}-ran`;
    const plan = { ...exitsWith(0), filesToCopy: async () => ["specs/pets.yaml"] };
    plan.install.push({
      name: "a mark",
      command: [process.execPath, "-e", `fs.writeFileSync(${JSON.stringify(mark)}, "")`],
    });
    const move = (text: string) => text.replace("X-API-Key", "X-Other-Key");
    expect(await bump(move, { rehearse: "full", plan })).toBe(exitCodes.needsTrust);
    await expect(readFile(mark)).rejects.toThrow("ENOENT");
    expect(await bump(move, { rehearse: "full", plan, trustChanges: true })).toBe(exitCodes.done);
    expect(await readFile(mark, "utf8")).toBe("");
    await rm(mark);
  });

  test("that passes lets the bump be written", async () => {
    expect(await bump(addField, { rehearse: "full", plan: exitsWith(0) })).toBe(exitCodes.done);
    expect(await readFile(join(root, "specs/pets.yaml"), "utf8")).toBe(addField(smallDocument));
  });
});

test("markup and mentions in the vendor's texts are escaped in a pull request", async () => {
  const report = `${root}-report.md`;
  const property =
    "        kind:\n          type: string\n        '<img src=x> @team [a](b)':\n          type: integer\n    Failure";
  await bump(
    (text) => text.replace("        kind:\n          type: string\n    Failure", property),
    { dryRun: true, report },
  );
  const text = (await readFile(report, "utf8")).split("<summary>Changelog")[0] ?? "";
  await rm(report);
  expect(text).not.toMatch(/[^\\]<img/);
  expect(text).not.toContain("@team");
  expect(text).not.toContain("[a](b)");
});

test("with several documents, --document is required", async () => {
  await writeFile(join(root, "specs/others.yaml"), smallDocument);
  await expect(bump(addField)).rejects.toThrow("several documents in specs/ (others, pets)");
  expect(await bump(addField, { document: "pets" })).toBe(exitCodes.done);
  expect(await readFile(join(root, "specs/others.yaml"), "utf8")).toBe(smallDocument);
});

describe("hostile and damaged sources", () => {
  const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const operations = (count: number) =>
    Array.from(
      { length: count },
      (_, index) =>
        `  /more/${index}:\n    get:\n      operationId: more${index}\n      responses:\n        '200':\n          description: Fine\n`,
    ).join("");
  const large = smallDocument.replace("paths:\n", `paths:\n${operations(9)}`);
  const put =
    (line: string, before = "      summary:") =>
    (text: string) =>
      text.replace(before, `${line}\n${before}`);
  const schema = (lines: string) => (text: string) =>
    text.replace("    Failure:\n", `${lines}    Failure:\n`);
  const cut = (share: number) => (text: string) => text.slice(0, Math.floor(text.length * share));

  const corpus: [name: string, content: (text: string) => string | Buffer, reason: RegExp][] = [
    ["nothing", () => "", /found nothing/],
    ["white space", () => " \n\n", /found nothing/],
    ["an HTML page", () => "<!DOCTYPE html>\n<title>Sign in</title>", /an HTML or XML page/],
    ["an HTML page after a blank line", () => "\n\n<html></html>", /an HTML or XML page/],
    ["an XML error", () => '<?xml version="1.0"?><Error/>', /an HTML or XML page/],
    ["plain text", () => "Not Found", /found plain text/],
    ["a JSON error", () => '{"error":"not found"}', /expected OpenAPI 3\.1 .* no version at all/],
    ["a list", () => "- a\n- b\n", /found a list/],
    ["binary", () => Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0xff, 0xfe]), /is not text in UTF-8/],
    ["UTF-16", (t) => Buffer.from(`\ufeff${t}`, "utf16le"), /is not text in UTF-8/],
    ["a NUL in a key", (t) => t.replace("summary:", "sum\0mary:"), /control character U\+0000/],
    [
      "a Markdown page without a fence",
      () => "# Create pet\n\nNo fence.\n```yaml\nkey: value\n```\n",
      /without an OpenAPI document/,
    ],
    [
      "Swagger 2",
      () => 'swagger: "2.0"\ninfo: {title: Small API, version: "1"}\npaths: {}\n',
      /found swagger 2\.0/,
    ],
    ["OpenAPI 3.0", (t) => t.replace("3.1.0", "3.0.3"), /expected OpenAPI 3\.1 .*found 3\.0\.3/],
    ["OpenAPI 4", (t) => t.replace("3.1.0", "4.0.0"), /found 4\.0\.0/],
    ["a version that is a number", (t) => t.replace("3.1.0", "3.1"), /found 3\.1\./],
    [
      "another API's title",
      (t) => t.replace("Small API", "Large API"),
      /expected the API "Small API", found "Large API"/,
    ],
    [
      "no title",
      (t) => t.replace("  title: Small API\n", ""),
      /expected the API "Small API", found no title/,
    ],
    [
      "no paths any more",
      (t) => `${t.slice(0, t.indexOf("paths:"))}paths: {}\n${t.slice(t.indexOf("components:"))}`,
      /1 of the 1 vendored operations are gone/,
    ],
    [
      "paths that are null",
      (t) => `${t.slice(0, t.indexOf("paths:"))}paths:\n${t.slice(t.indexOf("components:"))}`,
      /vendored operations are gone|Expected type/,
    ],
    ["cut at a third", cut(0.3), /PetRequest" points to nothing/],
    ["cut at a half", cut(0.5), /not valid YAML|points to nothing/],
    ["cut before the components", (t) => t.slice(0, t.indexOf("components:")), /points to nothing/],
    [
      "cut within the components",
      (t) => t.slice(0, t.indexOf("  responses:\n    NotFound")),
      /#\/components\/responses\/NotFound" points to nothing/,
    ],
    ["a key twice", put("      summary: Again"), /must be unique/],
    ["a path twice", (t) => t.replace("components:", "  /pets: {}\ncomponents:"), /must be unique/],
    ["a tab", (t) => t.replace("      summary", "\tsummary"), /Tabs are not allowed/],
    [
      "a bad indentation",
      (t) => t.replace("      operationId", "     operationId"),
      /not valid YAML/,
    ],
    ["a quote that never closes", (t) => t.replace("Create pet", '"Create pet'), /Missing closing/],
    ["an unknown tag", (t) => t.replace("Create pet", "!!js/function 'f'"), /Unresolved tag/],
    ["two documents in one file", (t) => `${t}---\n${t}`, /multiple documents/],
    [
      "an alias bomb",
      (t) =>
        `${t}x-a: &a [1]\n${["b", "c", "d"].map((name, i) => `x-${name}: &${name} [${Array(10).fill(`*${"abc"[i]}`).join(",")}]\n`).join("")}`,
      /Excessive alias count/,
    ],
    ["an alias to nothing", (t) => `${t}x-a: *nowhere\n`, /Unresolved alias/],
    [
      "a reference to nothing",
      (t) => t.replace("schemas/Failure'", "schemas/Nope'"),
      /"#\/components\/schemas\/Nope" points to nothing/,
    ],
    [
      "a reference to a file",
      (t) => t.replace("'#/components/schemas/Failure'", "../../etc/passwd"),
      /leaves the document/,
    ],
    [
      "a reference to a URL",
      (t) => t.replace("'#/components/schemas/Failure'", "https://evil.example/x.yaml"),
      /leaves the document/,
    ],
    [
      "a reference in a circle",
      schema("    Circle:\n      $ref: '#/components/schemas/Circle'\n"),
      /circle/i,
    ],
    [
      "no operationId",
      (t) => t.replace("      operationId: createPet\n", ""),
      /has no operationId/,
    ],
    ["an empty operationId", (t) => t.replace("createPet", "''"), /has no operationId/],
    [
      "an operationId twice",
      (t) =>
        t.replace(
          "components:",
          "  /cats:\n    post:\n      operationId: createPet\n      responses: {}\ncomponents:",
        ),
      /"createPet" is used twice/,
    ],
    [
      "paths that differ only in a parameter's name",
      (t) =>
        t.replace(
          "components:",
          "  /a/{x}:\n    get: {operationId: ax, responses: {}}\n  /a/{y}:\n    get: {operationId: ay, responses: {}}\ncomponents:",
        ),
      /differ only in a parameter's name/,
    ],
    [
      "schemas that become one type",
      schema("    pet:\n      type: string\n"),
      /would both be the TypeScript type Pet/,
    ],
    [
      "a misspelt keyword",
      (t) => t.replace("requestBody:", "requestbody:"),
      /Did you mean "requestBody"/,
    ],
    ["an unknown type", (t) => t.replace("type: object", "type: map"), /Found "map"/],
    [
      "a response that is a string",
      (t) =>
        t.replace(
          "        '404':\n          $ref: '#/components/responses/NotFound'",
          "        '404': gone",
        ),
      /Expected type/,
    ],
    [
      "a list where a mapping belongs",
      (t) => t.replace("  schemas:\n", "  parameters: []\n  schemas:\n"),
      /Expected type/,
    ],
    [
      "nesting of ten thousand levels",
      (t) => `${t}x-deep: ${deep(10_000)}\n`,
      /nested too deeply|call stack|cannot be read/i,
    ],
    ["a __proto__ key as a schema", schema("    __proto__:\n      type: string\n"), /__proto__/],
  ];

  test.each(corpus)(
    "%s is refused with its reason, and nothing is changed",
    async (_, content, reason) => {
      const source = `${root}-hostile`;
      await writeFile(source, content(smallDocument));
      const before = await snapshot(root);
      const refusal: unknown = await upstream(root, {
        source,
        dryRun: false,
        json: false,
        quiet: true,
        trustChanges: false,
        maxLost: 0.2,
        consumers: [],
      }).catch((error: unknown) => error);
      await rm(source);
      expect(refusal).toBeInstanceOf(Error);
      expect(["DocumentError", "SourceError"]).toContain((refusal as Error).name);
      expect((refusal as Error).message).toMatch(reason);
      const { ".regen/lock": _lock, ...after } = await snapshot(root);
      expect(after).toEqual(before);
    },
  );

  test("a document that lost more than its share of operations is refused, with their names and the option that accepts it", async () => {
    await rm(root, { recursive: true });
    root = await smallRepository(large);
    const lost = bump(() => large.replace(operations(9), operations(6)));
    await expect(lost).rejects.toThrow(
      /3 of the 10 vendored operations are gone \(GET \/more\/6, .*--max-lost 0\.30/,
    );
    expect(await bump(() => large.replace(operations(9), operations(6)), { maxLost: 0.3 })).toBe(
      exitCodes.done,
    );
  });
});

test("a vendored document that was edited by hand is not overwritten, unless a flag says so", async () => {
  const edited = `# Edited.\n${smallDocument}`;
  await writeFile(join(root, "specs/pets.yaml"), edited);
  await expect(bump(addField)).rejects.toThrow("pass --overwrite-edits");
  expect(await readFile(join(root, "specs/pets.yaml"), "utf8")).toBe(edited);
  expect(await bump(addField, { overwriteEdits: true })).toBe(exitCodes.done);
});
