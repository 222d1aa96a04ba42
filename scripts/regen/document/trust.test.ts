import { openApiModel } from "@shared/openapi-model/model.ts";
import { parse } from "@shared/openapi-model/parse.ts";
import { DocumentError } from "@shared/openapi-model/problem.ts";
import { describe, expect, test } from "vitest";
import { smallDocument } from "../testing/small-document.ts";
import { trustCases } from "../testing/trust-cases.ts";
import { guard } from "./guard.ts";
import { trustReport } from "./trust.ts";

// The same cases run through the command in commands/trust.test.ts.
test.each(trustCases)("$name: exit code $exitCode", async ({ before, after, exitCode, says }) => {
  const old = await guard(parse(before ?? smallDocument, "old.yaml"));
  const outcome = await guard(parse(after, "new.yaml")).then(
    (now) => {
      const { needsTrust } = trustReport(old, now);
      return { exitCode: needsTrust.length > 0 ? 4 : 0, text: needsTrust.join("\n") };
    },
    (error: unknown) => {
      expect(error).toBeInstanceOf(DocumentError);
      return { exitCode: 3, text: (error as Error).message };
    },
  );
  expect(outcome.exitCode, outcome.text).toBe(exitCode);
  expect(outcome.text).toMatch(says ?? /^/);
});

test("there are at least 54 cases that must not pass", () => {
  expect(trustCases.filter(({ exitCode }) => exitCode !== 0).length).toBeGreaterThanOrEqual(54);
});

test("new hosts in examples and texts are listed, and need no trust", () => {
  const read = (text: string) => openApiModel(parse(text, "x.yaml").value);
  const now = smallDocument
    .replace("Create pet", "Create pet, see https://guide.example.org/pets.")
    .replace("id: 550e8400-cat", "id: https://cdn.example.net/cat.png");
  expect(trustReport(read(smallDocument), read(now))).toEqual({
    needsTrust: [],
    mentions: ["cdn.example.net", "guide.example.org"],
  });
});

describe("the report", () => {
  const model = (text: string) => openApiModel(parse(text, "x.yaml").value);
  const root = "  - url: https://api.example.com/v1\n";
  const read = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\n";
  const operation = (name: string, server: string) =>
    `  /${name}: { get: { operationId: ${name}, servers: [{ url: ${server} }], responses: {} } }\n`;

  test("has the servers of the whole document, also where each operation declares its own", () => {
    const old = smallDocument.replace(
      "      operationId: createPet\n",
      "      operationId: createPet\n      servers: [{ url: https://api.example.com/v1 }]\n",
    );
    const now = old.replace(root, "  - url: https://evil.example\n");
    expect(trustReport(model(old), model(now)).needsTrust).toContain(
      "Requests of operations without a declaration would go to https://evil.example/ instead of https://api.example.com/v1.",
    );
  });

  test.each(["added", "removed"])(
    "has a security scheme that no operation uses and was %s",
    (way) => {
      const other = "  securitySchemes:\n    Other: { type: http, scheme: bearer }\n";
      const two = smallDocument.replace("  securitySchemes:\n", other);
      const [old, now] = way === "added" ? [smallDocument, two] : [two, smallDocument];
      expect(trustReport(model(old), model(now)).needsTrust).toEqual([
        expect.stringContaining("The security scheme Other changed"),
      ]);
    },
  );

  test("has each former address of operations that move to one", () => {
    const at = (a: string, b: string) =>
      model(`${read}paths:\n${operation("a", a)}${operation("b", b)}`);
    const old = at("https://one.example", "https://two.example");
    const { needsTrust } = trustReport(old, at("https://evil.example", "https://evil.example"));
    expect(needsTrust.join()).toMatch(/of GET \/a .*one\.example.*of GET \/b .*two\.example/);
  });

  test("does not list a host as mentioned that is a new address already", () => {
    const now = smallDocument
      .replace("Create pet", "Create pet, see https://new.example/docs")
      .replace(
        "      operationId: createPet\n",
        "      operationId: createPet\n      externalDocs: { url: https://other.example }\n      callbacks: { done: { 'https://new.example/done': { post: { responses: {} } } } }\n",
      );
    const { needsTrust, mentions } = trustReport(model(smallDocument), model(now));
    expect(needsTrust.join()).toContain("https://new.example");
    expect(mentions).not.toContain("new.example");
  });

  test("has a scheme of up to 200 characters whole, and cuts a longer one", () => {
    const withUrl = (length: number) =>
      model(
        smallDocument.replace(
          "  securitySchemes:\n",
          `  securitySchemes:\n    Other: { type: openIdConnect, openIdConnectUrl: 'https://a.example/${"x".repeat(length)}' }\n`,
        ),
      );
    const text = (length: number) =>
      trustReport(model(smallDocument), withUrl(length)).needsTrust.find((one) =>
        one.includes("scheme Other"),
      );
    expect(text(50)).toContain("x".repeat(50));
    expect(text(50)).not.toContain("…");
    expect(text(500)).toContain("…");
    expect(text(500)?.length).toBeLessThan(300);
  });
});
