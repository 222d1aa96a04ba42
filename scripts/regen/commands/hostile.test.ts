import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { smallDocument } from "../testing/small-document.ts";
import { smallRepository, snapshot } from "../testing/small-repository.ts";

let generated: string;
let root: string;
let server: Server;
let requests: string[];
let printed: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.end(secretSchema);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  generated = await smallRepository();
  await runCommand(generated, "--quiet");
});
afterAll(async () => {
  server.close();
  await rm(generated, { recursive: true, force: true });
});
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "regen-"));
  await cp(generated, root, { recursive: true });
  await writeFile(join(root, "secret.yaml"), secretSchema);
  requests = [];
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(String(text)));
  vi.spyOn(console, "error").mockImplementation((text) => void printed.push(String(text)));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

/** A text that must appear neither in types nor in messages. */
const secretSchema = "type: object\nproperties:\n  planted-secret:\n    const: planted-secret\n";

type Edit = (text: string) => string;
const schema =
  (lines: string): Edit =>
  (text) =>
    text.replace("    Failure:\n", () => `${lines}    Failure:\n`);
const replacing =
  (from: string, to: string): Edit =>
  (text) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  };

/** With TARGET for the address: of a file, and of a server. */
const references: [name: string, edit: Edit][] = [
  ["of a schema", schema("    A: { $ref: 'TARGET' }\n")],
  ...["example", "default", "enum", "const", "examples", "constructor"].map(
    (name): [string, Edit] => [
      `of a schema called ${name}`,
      schema(`    ${name}: { $ref: 'TARGET' }\n`),
    ],
  ),
  [
    "of a property called example",
    schema("    A: { properties: { example: { $ref: 'TARGET' } } }\n"),
  ],
  ["of a property called $ref", schema("    A: { properties: { $ref: 'TARGET' } }\n")],
  [
    "of a response called default",
    replacing(
      "        '404':\n          $ref: '#/components/responses/NotFound'",
      "        default: { $ref: 'TARGET' }",
    ),
  ],
  ["of a path item", replacing("paths:\n", "paths:\n  /x: { $ref: 'TARGET' }\n")],
  [
    "of a mapping",
    schema(
      "    A: { discriminator: { propertyName: kind, mapping: { a: 'TARGET' } }, oneOf: [{ $ref: '#/components/schemas/Pet' }] }\n",
    ),
  ],
  [
    "of an example by externalValue",
    replacing(
      "              cat:\n                value:\n                  id: 550e8400-cat",
      "              cat: { externalValue: 'TARGET' }",
    ),
  ],
  [
    "of a named example",
    replacing(
      "              cat:\n                value:\n                  id: 550e8400-cat",
      "              cat: { $ref: 'TARGET' }",
    ),
  ],
  [
    "of a link called example",
    replacing(
      "          description: Created\n",
      "          description: Created\n          links: { example: { $ref: 'TARGET' } }\n",
    ),
  ],
  [
    "of a link's operation",
    replacing(
      "          description: Created\n",
      "          description: Created\n          links: { a: { operationRef: 'TARGET' } }\n",
    ),
  ],
  [
    "of a callback",
    replacing(
      "      requestBody:\n",
      "      callbacks: { default: { $ref: 'TARGET' } }\n      requestBody:\n",
    ),
  ],
  [
    "of an $id",
    schema("    A: { $id: 'TARGET', properties: { a: { $ref: '#/components/schemas/Pet' } } }\n"),
  ],
  ["of a $dynamicRef", schema("    A: { $dynamicRef: 'TARGET' }\n")],
  ["of a dialect", schema("    A: { $schema: 'TARGET' }\n")],
  ["of an extension", schema("    A: { x-more: { $ref: 'TARGET' } }\n")],
  [
    "behind an example",
    (text) =>
      schema(
        "    A: { $ref: '#/components/schemas/B/example' }\n    B: { example: { $ref: 'TARGET' } }\n",
      )(text),
  ],
];

describe("a reference outside", () => {
  test.each(references)("%s is refused with its place, and never opened", async (_, edit) => {
    const { port } = server.address() as AddressInfo;
    for (const target of [
      `http://127.0.0.1:${port}/secret.yaml`,
      `//127.0.0.1:${port}/secret.yaml`,
      join(root, "secret.yaml"),
      "secret.yaml",
      `file://${join(root, "secret.yaml")}#/properties`,
    ]) {
      const source = join(root, "incoming.yaml");
      await writeFile(source, edit(smallDocument).replaceAll("TARGET", target));
      const before = await snapshot(root);
      expect(await runCommand(root, "--upstream", source), printed.join("\n")).toBe(3);
      expect(printed.join("\n")).toMatch(/incoming\.yaml:\d+:\d+: /);
      const { ".regen/lock": _lock, ...after } = await snapshot(root);
      expect(after).toEqual(before);
      // Vendored by hand, it is refused as well.
      await cp(source, join(root, "specs/pets.yaml"));
      expect(await runCommand(root, "--check")).toBe(3);
      await cp(join(generated, "specs/pets.yaml"), join(root, "specs/pets.yaml"));
    }
    expect(requests).toEqual([]);
    expect(printed.join("\n")).not.toContain("planted-secret");
  });

  test.each([
    ["a second #", "#/components/schemas/Pet#/x"],
    ["an encoded ~", "#/components/schemas/%7E0"],
    ["a wrong encoding", "#/components/schemas/%zz"],
    ["an empty segment", "#/components//schemas/Pet"],
    ["no object", "#/info/title"],
    ["a place that the generator prints", "#/x-a; declare const b: 1;/c"],
    ["an anchor", "#Pet"],
    ["the document", "#"],
  ])("with %s is refused", async (_, target) => {
    const source = join(root, "incoming.yaml");
    const edit = schema(`    A: { $ref: '${target}' }\n`);
    await writeFile(
      source,
      `${edit(smallDocument)}x-a; declare const b: 1;: { c: { type: string } }\n`,
    );
    expect(await runCommand(root, "--upstream", source)).toBe(3);
  });

  test("in data passes, and is never opened", async () => {
    const { port } = server.address() as AddressInfo;
    const source = join(root, "incoming.yaml");
    const target = `http://127.0.0.1:${port}/secret.yaml`;
    const edit = schema(
      `    A: { type: object, example: { $ref: '${target}' }, default: { $ref: 'secret.yaml' }, const: { $ref: '${target}' } }\n`,
    );
    await writeFile(source, edit(smallDocument));
    expect(await runCommand(root, "--upstream", source), printed.join("\n")).toBe(0);
    expect(await runCommand(root, "--check")).toBe(0);
    expect(await runCommand(root, "--faults", source), printed.join("\n")).toBe(0);
    expect(await runCommand(root, "--compare", source, join(root, "specs/pets.yaml"))).toBe(0);
    expect(requests).toEqual([]);
    expect(Object.values(await snapshot(join(root, "packages"))).join("\n")).not.toContain(
      "planted",
    );
  });
});

describe("names and texts", () => {
  const operationId = (id: string): Edit => replacing("createPet", id);
  const path = (key: string): Edit => replacing("  /pets:\n", `  ${key}:\n`);
  const cases: [name: string, edit: Edit, says: RegExp][] = [
    [
      "a path that ends a comment and imports code",
      path(`"/status*/\\n// @ts-ignore\\na: typeof import(\\"data:text/javascript,1\\");\\n/*"`),
      /U\+000A|must not have/,
    ],
    ["a path that does not begin with /", path("pets"), /must begin with "\/"/],
    ...[
      "/a/../b",
      "/a/%2e%2e/b",
      "//evil.example",
      "/a//b",
      "/a?b",
      "/a#b",
      "/a\\b",
      "/a/./b",
      "/u:p@evil.example/x",
      "/{a",
      "/a}",
      "/{}",
      "/{a{b}}",
      "/a b",
      "/a%2fb",
      "/%zz",
    ].map((key): [string, Edit, RegExp] => [
      `the path ${key}`,
      path(JSON.stringify(key)),
      /path|"2"|invisible/,
    ]),
    ["a path with a bidirectional control", path('"/a\\u202eb"'), /U\+202E/],
    ...[
      "'_'",
      "🎉",
      "'**'",
      "class",
      "constructor",
      "hasOwnProperty",
      "__proto__",
      "then",
      "''",
    ].map((id): [string, Edit, RegExp] => [
      `the operationId ${id}`,
      operationId(id),
      /operationId/,
    ]),
    [
      "operationIds that become one",
      (text) =>
        operationId("list_foo")(text).replace(
          "components:\n",
          "  /b: { get: { operationId: listFoo, responses: {} } }\ncomponents:\n",
        ),
      /would both be ListFoo/,
    ],
    ["a schema without letters", schema("    '**': { type: string }\n"), /gives no name/],
    ["a status that is none", replacing("'404'", "'0404'"), /status|not expected/],
    ...["\\e", "\\x9b", "\\u2028", "\\u202e", "\\u200b", "\\ud800", "\\ufeff", "\\x00"].map(
      (code): [string, Edit, RegExp] => [
        `${code} in a text`,
        replacing("Create pet", `"a${code}b"`),
        /U\+/,
      ],
    ),
    [
      "a zero-width joiner in a name",
      replacing("            - cat\n", '            - "c\\u200dat"\n'),
      /U\+200D/,
    ],
  ];
  test.each(cases)("%s is refused", async (_, edit, says) => {
    const source = join(root, "incoming.yaml");
    await writeFile(source, edit(smallDocument));
    expect(await runCommand(root, "--upstream", source)).toBe(3);
    expect(printed.join("\n")).toMatch(says);
    expect(printed.join("\n")).not.toContain("unexpected error:");
  });

  test("a joiner in a text, and names of other scripts, pass", async () => {
    const source = join(root, "incoming.yaml");
    const edit = schema(
      "    Größe: { type: string, description: '👩‍💻 عربي', enum: ['naïve', '日本'] }\n",
    );
    await writeFile(source, edit(smallDocument));
    expect(await runCommand(root, "--upstream", source), printed.join("\n")).toBe(0);
  });
});

describe("an odd document", () => {
  const odd: [name: string, edit: Edit][] = [
    ["a reference that is not encoded", schema("    A: { $ref: '#/components/schemas/%zz' }\n")],
    ["an alias in a circle", schema("    A: &a { properties: { a: *a } }\n")],
    ["a key that is a list", schema("    ? [a]\n    : { type: string }\n")],
    [
      "200 beside '200'",
      replacing(
        "        '201':",
        "        200: { description: a }\n        '200': { description: b }\n        '201':",
      ),
    ],
    ["a timestamp", replacing("1.0.0", "!!timestamp 2001-01-01")],
    ["deep nesting", (text) => `${text}x-a: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`],
    ["deep schemas", schema(`    A: ${"{ items: ".repeat(500)}{}${" }".repeat(500)}\n`)],
    ["a merge key", (text) => `${text}x-a: &a { b: 1 }\nx-b: { <<: *a }\n`],
    ["a directive", (text) => `%YAML 1.1\n---\n${text}`],
    ["a value beyond 2^53", schema("    A: { type: integer, enum: [9223372036854775807] }\n")],
    ["a constant beyond 2^53", schema("    A: { const: 9007199254740993 }\n")],
    ["a value beyond 2^53 in a value", schema("    A: { enum: [{ a: [9007199254740993] }] }\n")],
    ["a length beyond 2^53", schema("    A: { type: string, maxLength: 9223372036854775807 }\n")],
    [
      "a value beyond 2^53 of a property called default",
      schema("    A: { properties: { default: { enum: [9223372036854775807] } } }\n"),
    ],
    [
      "null for the info",
      replacing("info:\n  title: Small API\n  version: 1.0.0\n", "info: null\n"),
    ],
    [
      "a list for the paths",
      (text) => text.replace(/paths:[\s\S]*components:/, "paths: []\ncomponents:"),
    ],
    ["null for an operation", replacing("paths:\n", "paths:\n  /x: { get: null }\n")],
    ["a list for the security", replacing("security:\n  - ApiKeyAuth: []\n", "security: {}\n")],
    ["a number for a tag", replacing("      summary:", "      tags: 5\n      summary:")],
  ];
  test.each(odd)("with %s ends with 3", async (_, edit) => {
    const source = join(root, "incoming.yaml");
    await writeFile(source, edit(smallDocument));
    expect(await runCommand(root, "--upstream", source)).toBe(3);
    expect(printed.join("\n")).not.toContain("unexpected error");
  });

  test("with the bounds of int64 passes, and they are printed as they were written", async () => {
    const source = join(root, "incoming.yaml");
    const edit = schema(
      "    A: { type: integer, format: int64, minimum: -9223372036854775808, maximum: 9223372036854775807, exclusiveMaximum: 9223372036854775808, example: 9007199254740993, default: 0x7fffffffffffffff, x-max: 18446744073709551615 }\n    maximum: { properties: { example: { example: { id: 1234567890123456789 } } } }\n",
    );
    await writeFile(source, edit(smallDocument));
    expect(await runCommand(root, "--upstream", source), printed.join("\n")).toBe(0);
    expect(await runCommand(root, "--check")).toBe(0);
    const folder = join(root, "packages/types/src/generated/pets");
    const json = await readFile(join(folder, "description.json"), "utf8");
    for (const [key, number] of [
      ["minimum", "-9223372036854775808"],
      ["maximum", "9223372036854775807"],
      ["exclusiveMaximum", "9223372036854775808"],
      ["example", "9007199254740993"],
      ["default", "9223372036854775807"],
      ["x-max", "18446744073709551615"],
      ["id", "1234567890123456789"],
    ]) {
      expect(json).toContain(`"${key}": ${number}`);
    }
    const types = await readFile(join(folder, "openapi.gen.ts"), "utf8");
    expect(types).toContain("@default 9223372036854775807");
    expect(types).toContain("@example 9007199254740993");
  });

  test("of 20,000 quotes in a text passes", async () => {
    const source = join(root, "incoming.yaml");
    await writeFile(source, replacing("Create pet", `"${">".repeat(20_000)}"`)(smallDocument));
    expect(await runCommand(root, "--upstream", source), printed.join("\n")).toBe(0);
  });

  test("with a pattern that backtracks does not stop --faults or a comparison", async () => {
    const source = join(root, "incoming.yaml");
    const text = `"${"a".repeat(1000)}!"`;
    const edit = schema(
      `    A: { type: string, pattern: '^(a+)+$', enum: [${text}], example: ${text} }\n    B: { patternProperties: { '^(a|aa)+$': { type: string } }, properties: { ${text}: { type: string } }, example: { ${text}: 1 } }\n`,
    );
    await writeFile(source, edit(smallDocument));
    expect(await runCommand(root, "--faults", source), printed.join("\n")).toBe(0);
    expect(await runCommand(root, "--compare", join(root, "specs/pets.yaml"), source)).toBe(0);
    expect(await runCommand(root, "--upstream", source), printed.join("\n")).toBe(0);
  });

  test("that is a directory ends with 3", async () => {
    expect(await runCommand(root, "--upstream", root)).toBe(3);
    expect(printed.join("\n")).toContain("is a directory");
  });

  test("an unexpected error exits with 3, and shows its stack under --debug only", async () => {
    await writeFile(join(root, "specs/pets.source.json"), "{ broken");
    const script = fileURLToPath(new URL("../regen.ts", import.meta.url));
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [script, "--root", root, ...words], { encoding: "utf8" });
    const quiet = run();
    expect(quiet.status).toBe(3);
    expect(quiet.stderr).toContain("Please report it");
    expect(quiet.stderr).not.toMatch(/^\s+at /m);
    expect(run("--debug").stderr).toMatch(/^\s+at /m);
    expect(run("--check").status).toBe(3);
  });
});
