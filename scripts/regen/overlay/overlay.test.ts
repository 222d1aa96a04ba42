import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse } from "@shared/openapi-model/parse.ts";
import { hasUpstream, upstreamFile } from "@shared/openapi-model/testing/upstream.ts";
import { generateTypes } from "@shared/openapi-verdict";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { guard } from "../document/guard.ts";
import { smallDocument } from "../testing/small-document.ts";
import { applyOverlays } from "./apply-overlays.ts";
import { effectiveDocument } from "./effective.ts";
import { readOverlay, readOverlays } from "./overlay.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

const action = {
  name: "colour",
  retires: "'#/components/schemas/Pet/properties/colour'",
  target: "$.components.schemas.Pet.properties",
};

function overlay({ name, retires, target } = action, edit = (text: string) => text) {
  const text = `overlay: 1.0.0
info: { title: Colour, version: 1.0.0 }
extends: ../pets.yaml
actions:
  - x-name: ${name}
    description: The API sends it.
    x-retires-when: ${retires}
    target: ${target}
    update:
      colour: { type: string }
`;
  return readOverlay(parse(edit(text), "colour.overlay.yaml"));
}

async function vendored(text = smallDocument) {
  return (await guard(parse(text, "pets.yaml"))).document;
}

describe("an action", () => {
  test("is applied to a copy of the document", async () => {
    const document = await vendored();
    const { document: overlaid, actions } = await applyOverlays(document, [overlay()]);
    expect(overlaid.components?.schemas?.["Pet"]?.properties).toHaveProperty("colour");
    expect(document.components?.schemas?.["Pet"]?.properties).not.toHaveProperty("colour");
    expect(actions).toEqual([
      { name: "colour.overlay.yaml: colour", state: "applied", text: "applied." },
    ]);
  });

  test("retires automatically once the vendored document has its addition", async () => {
    const property =
      "    Pet:\n      type: object\n      properties:\n        colour:\n          type: integer\n";
    const document = await vendored(
      smallDocument.replace("    Pet:\n      type: object\n      properties:\n", property),
    );
    const { document: overlaid, actions } = await applyOverlays(document, [overlay()]);
    expect(overlaid).toBe(document);
    expect(actions[0]).toMatchObject({ state: "retired" });
    expect(actions[0]?.text).toContain("Delete the action");
  });

  test("whose target matches nothing is reported as unused", async () => {
    const unused = overlay({ ...action, target: "$.components.schemas.Nope" });
    const { actions } = await applyOverlays(await vendored(), [unused]);
    expect(actions[0]).toMatchObject({
      state: "unused",
      text: "unused: $.components.schemas.Nope matches nothing.",
    });
  });

  test("that appends to a list keeps its items", async () => {
    const required = overlay({ ...action, target: "$.components.schemas.PetRequest" }, (text) =>
      text.replace("colour: { type: string }", "required: [colour]"),
    );
    const { document } = await applyOverlays(await vendored(), [required]);
    expect(document.components?.schemas?.["PetRequest"]).toMatchObject({
      required: ["kind", "colour"],
    });
  });

  test("that breaks a reference is refused", async () => {
    const dangling = overlay(action, (text) =>
      text.replace("{ type: string }", "{ $ref: '#/components/schemas/Nope' }"),
    );
    await expect(effectiveDocument(smallDocument, "pets.yaml", [dangling])).rejects.toThrow(
      'pets.yaml with its overlays: the reference "#/components/schemas/Nope" points to nothing.',
    );
  });
});

describe("an overlay file is refused, with line and column,", () => {
  const cases: [name: string, edit: (text: string) => string, reason: RegExp][] = [
    [
      "without a version",
      (t) => t.replace("overlay: 1.0.0", "overlay: 2"),
      /:1:10: expected "overlay: 1\.0\.0", found 2/,
    ],
    [
      "without the document it is for",
      (t) => t.replace("extends: ../pets.yaml\n", ""),
      /expected the document it is for/,
    ],
    [
      "without actions",
      (t) => t.replace(/actions:[\s\S]*/, "actions: []\n"),
      /:4:10: expected a list of actions/,
    ],
    [
      "with an action without a reason",
      (t) => t.replace("description", "x-desc"),
      /:5:5: action 1 has no "description"/,
    ],
    [
      "with an action that never retires",
      (t) => t.replace("x-retires-when", "x-when"),
      /action 1 has no "x-retires-when"/,
    ],
    [
      "with an action that does nothing",
      (t) => t.replace(/ {4}update:[\s\S]*/, ""),
      /neither "update" nor "remove: true"/,
    ],
  ];

  test.each(cases)("%s", (_, edit, reason) => {
    expect(() => overlay(action, edit)).toThrow(reason);
  });
});

describe.runIf(hasUpstream)("against the vendor's whole document", () => {
  test("every action retires, and the five operations have the same types both ways", async () => {
    const overlays = await readOverlays(repository);
    const slice = await readFile(`${repository}specs/openapi-platform.yaml`, "utf8");
    const whole = await readFile(upstreamFile, "utf8");
    const ours = await effectiveDocument(slice, "slice.yaml", overlays);
    const theirs = await effectiveDocument(whole, "whole.yaml", overlays);
    expect(new Set(theirs.actions.map(({ state }) => state))).toEqual(new Set(["retired"]));

    const operations = ["list", "create", "get", "update", "delete"].map(
      (verb) => `${verb}InboxEmbed${verb === "list" ? "s" : ""}`,
    );
    const check = operations
      .flatMap((name) => [
        `{ const x: Ours["${name}"] = null! as Theirs["${name}"]; void x; }`,
        `{ const x: Theirs["${name}"] = null! as Ours["${name}"]; void x; }`,
      ])
      .join("\n");
    const files = {
      "/ours.ts": await generateTypes(ours.effective.document),
      "/theirs.ts": await generateTypes(theirs.effective.document),
      "/check.ts": `import type { operations as Ours } from "./ours.ts";\nimport type { operations as Theirs } from "./theirs.ts";\n${check}`,
    };
    expect(typeErrors(files)).toEqual([]);
    const changed = { ...files, "/ours.ts": files["/ours.ts"].replaceAll('"en" | "es"', '"en"') };
    expect(typeErrors(changed)).not.toEqual([]);
  });
});

function typeErrors(files: Record<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    noLib: true,
    types: [],
  };
  const globals = [
    "Boolean",
    "CallableFunction",
    "Function",
    "IArguments",
    "NewableFunction",
    "Number",
    "Object",
    "RegExp",
    "String",
  ];
  const sources: Record<string, string> = {
    ...files,
    "/lib.d.ts": `${globals.map((name) => `interface ${name} {}`).join("\n")}\ninterface Array<T> { [index: number]: T; length: number }\ntype Record<K extends keyof any, T> = { [P in K]: T };`,
  };
  const host = ts.createCompilerHost(options);
  host.getSourceFile = (name, target) =>
    sources[name] === undefined ? undefined : ts.createSourceFile(name, sources[name], target);
  host.fileExists = (name) => name in sources;
  host.readFile = (name) => sources[name];
  const program = ts.createProgram(Object.keys(sources), options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
