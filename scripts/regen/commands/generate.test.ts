import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DocumentError } from "@shared/openapi-model/problem.ts";
import { runCommandLine } from "@shared/toolkit/command-line.ts";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { smallDocument } from "../testing/small-document.ts";
import { smallRepository, snapshot } from "../testing/small-repository.ts";
import { generatedFolder } from "../types-package/generated.ts";
import { commandLine } from "./command-line.ts";
import { regen } from "./generate.ts";

const folder = `${generatedFolder}/pets`;
let root: string;

beforeEach(async () => {
  root = await smallRepository();
});
afterEach(() => rm(root, { recursive: true, force: true }));

function vendor(text: string, name = "pets"): Promise<void> {
  return writeFile(join(root, `specs/${name}.yaml`), text);
}

function generated(name: string): Promise<string> {
  return readFile(join(root, folder, name), "utf8");
}

describe("generating", () => {
  test("gives the same bytes on every run, and touches nothing when nothing changed", async () => {
    await regen(root);
    const first = await snapshot(root);
    const written = (await stat(join(root, folder, "openapi.gen.ts"))).mtimeMs;
    expect((await regen(root)).changes).toEqual([]);
    expect((await stat(join(root, folder, "openapi.gen.ts"))).mtimeMs).toBe(written);
    await rm(join(root, generatedFolder), { recursive: true });
    await regen(root);
    expect(await snapshot(root)).toEqual(first);
  });

  test("puts a header that names the command on every module", async () => {
    await regen(root);
    const modules = (await readdir(join(root, folder))).filter((name) => name.endsWith(".ts"));
    expect(modules.toSorted()).toEqual([
      "calls.gen.ts",
      "index.gen.ts",
      "openapi.gen.ts",
      "operations.gen.ts",
      "specification.gen.ts",
    ]);
    for (const name of modules) {
      expect(await generated(name)).toMatch(
        /^\/\/ Generated from specs\/pets\.yaml by `pnpm regen`\. Do not edit\.\n/,
      );
    }
  });

  test("leaves a request field with a default optional", async () => {
    await vendor(smallDocument.replace("        - kind\n", "        - id\n"));
    await regen(root);
    expect(await generated("openapi.gen.ts")).toContain('kind?: "cat" | "dog";');
  });

  test("takes an object without properties for an open one", async () => {
    await vendor(smallDocument.replace("    Pet:\n", "    Free:\n      type: object\n    Pet:\n"));
    await regen(root);
    expect(await generated("openapi.gen.ts")).toContain("Free: Record<string, unknown>;");
  });

  test("exports schemas by name and enums as const arrays", async () => {
    await regen(root);
    const index = await generated("index.gen.ts");
    expect(index).toContain('export type PetRequest = components["schemas"]["PetRequest"];');
    expect(index).toContain('export const petRequestKindValues = ["cat", "dog"] as const;');
  });

  test("removes files that nothing makes any more", async () => {
    await regen(root);
    await mkdir(join(root, generatedFolder, "gone"));
    await writeFile(join(root, generatedFolder, "gone/index.gen.ts"), "export {};\n");
    const { changes } = await regen(root);
    expect(changes).toEqual([{ path: `${generatedFolder}/gone/index.gen.ts`, kind: "removed" }]);
    expect((await regen(root, { check: true })).changes).toEqual([]);
  });

  test("gives each document in specs a separate folder", async () => {
    await vendor(smallDocument.replace("createPet", "createOther"), "others");
    await regen(root);
    expect(await generated("calls.gen.ts")).not.toContain("CreateOther");
    expect(await readFile(join(root, generatedFolder, "others/calls.gen.ts"), "utf8")).toContain(
      "interface CreateOtherInit",
    );
  });

  test("does not claim a source for bytes that the record does not describe", async () => {
    const record = { source: "https://example.com/pets.yaml", sha256: "0".repeat(64) };
    await writeFile(join(root, "specs/pets.source.json"), JSON.stringify(record));
    const { notes } = await regen(root);
    expect(notes).toEqual([expect.stringContaining("specs/pets.source.json does not match")]);
    expect(await generated("specification.gen.ts")).toContain("source: null");
  });

  test("keeps a UUID's start, which YAML reads as an infinite number, as it was written", async () => {
    await vendor(smallDocument.replace("550e8400-cat", "550e8400"));
    await regen(root);
    expect(await generated("description.json")).toContain('"id": "550e8400"');
  });

  test("accepts `nullable` in a 3.1 document, which the vendor's has 25 times", async () => {
    const nullable = "          type: string\n          nullable: true\n          enum:";
    await vendor(smallDocument.replace("          type: string\n          enum:", nullable));
    await expect(regen(root)).resolves.toBeDefined();
  });
});

describe("a broken document is refused with file, line, column and reason, and nothing is written", () => {
  const cases: [name: string, change: (text: string) => string, reason: RegExp][] = [
    [
      "cut in the middle of a key",
      (text) => text.slice(0, text.indexOf("'404'") + 3),
      /pets\.yaml:31:9: not valid YAML/,
    ],
    [
      "a key twice",
      (text) => text.replace("      operationId:", "      operationId: x\n      operationId:"),
      /pets\.yaml:14:7: the key "operationId" is a duplicate; keys must be unique/,
    ],
    [
      "a tab",
      (text) => text.replace("      operationId:", "\toperationId:"),
      /pets\.yaml:13:1: not valid YAML: Tabs are not allowed/,
    ],
    ["an HTML page", () => "<!DOCTYPE html><p>Gone</p>", /:1:1: .*found an HTML or XML page/],
    ["an empty file", () => "", /:1:1: .*found nothing/],
    [
      "OpenAPI 3.0",
      (text) => text.replace("3.1.0", "3.0.3"),
      /:1:10: expected OpenAPI 3\.1.*3\.0\.3/,
    ],
    ["Swagger 2", () => 'swagger: "2.0"\n', /found swagger 2\.0/],
    [
      "a reference to nothing",
      (text) => text.replace("schemas/PetRequest'", "schemas/Nope'"),
      /:19:21: the reference "#\/components\/schemas\/Nope" points to nothing/,
    ],
    [
      "a reference to another file",
      (text) => text.replace("#/components/schemas/PetRequest", "./x.yaml"),
      /:19:21: the reference "\.\/x\.yaml" leaves the document/,
    ],
    [
      "an operation without id",
      (text) => text.replace(/ +operationId: .*\n/, ""),
      /:11:5: POST \/pets has no operationId/,
    ],
    [
      "an operation id twice",
      (text) =>
        text.replace(
          "    post:",
          "    get:\n      operationId: createPet\n      responses: {}\n    post:",
        ),
      /operationId "createPet" is used twice: by GET \/pets and by POST \/pets/,
    ],
    [
      "a misspelt keyword",
      (text) => text.replace("requestBody", "requstBody"),
      /:14:7: .*"requstBody".*Did you mean "requestBody"/,
    ],
    [
      "an unknown type",
      (text) => text.replace("type: object", "type: objekt"),
      /:36:13: .*Found "objekt"\. Did you mean "object"/,
    ],
    [
      "schemas that become one TypeScript type",
      (text) => text.replace("    Failure:\n", "    pet:\n      type: string\n    Failure:\n"),
      /"Pet" and "pet" would both be the TypeScript type Pet/,
    ],
    [
      "an alias bomb",
      (text) => {
        const tens = (name: string) => `[${Array(10).fill(`*${name}`).join(", ")}]`;
        return `${text}x-a: &a [1]\nx-b: &b ${tens("a")}\nx-c: &c ${tens("b")}\nx-d: ${tens("c")}\n`;
      },
      /cannot be read: Excessive alias count/,
    ],
  ];

  test.each(cases)("%s", async (_, change, reason) => {
    await vendor(change(smallDocument));
    const before = await snapshot(root);
    const refusal = await regen(root).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DocumentError);
    expect((refusal as DocumentError).message).toMatch(reason);
    expect((refusal as DocumentError).message).toMatch(/^specs\/pets\.yaml/);
    expect(await snapshot(root)).toEqual(before);
  });
});

describe("the command line", () => {
  afterEach(() => void vi.restoreAllMocks());

  async function run(...options: string[]) {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const code = await runCommandLine(commandLine, ["--root", root, ...options]);
    const printed = (spy: typeof log) => spy.mock.calls.flat().join("\n");
    const result = { code, stdout: printed(log), stderr: printed(error) };
    vi.restoreAllMocks();
    return result;
  }

  test("--check names each file that differs, exits 1 and writes nothing", async () => {
    expect(await run()).toMatchObject({ code: 0 });
    await vendor(smallDocument.replace("- dog", "- dog\n            - fish"));
    await rm(join(root, folder, "calls.gen.ts"));
    const before = await snapshot(root);
    const { code, stdout, stderr } = await run("--check");
    expect(code).toBe(1);
    expect(stdout).toContain(`changed  ${folder}/openapi.gen.ts`);
    expect(stdout).toContain(`changed  ${folder}/description.json`);
    expect(stdout).toContain(`added    ${folder}/calls.gen.ts`);
    expect(stderr).toContain('Run "pnpm regen"');
    expect(await snapshot(root)).toEqual(before);
    expect(await run()).toMatchObject({ code: 0 });
    expect(await run("--check")).toMatchObject({ code: 0 });
  });

  test("a wrong option exits 2 with the usage", async () => {
    const { code, stderr } = await run("--chekc");
    expect(code).toBe(2);
    expect(stderr).toContain("--chekc");
    expect(stderr).toContain("Usage: pnpm regen");
  });

  test("the program ends with the exit code, the reason and no stack", async () => {
    await vendor("<html></html>");
    const script = fileURLToPath(new URL("../regen.ts", import.meta.url));
    const program = runCommand(process.execPath, [script, "--root", root], { cwd: root });
    const failure = await program.catch((error: unknown) => error);
    expect(failure).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("Refused; nothing was written."),
    });
    expect((failure as { stderr: string }).stderr).not.toMatch(/^\s+at /m);
  });
});
