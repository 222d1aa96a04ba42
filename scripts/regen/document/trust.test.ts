import { openApiModel } from "@shared/openapi-model/model.ts";
import { parse } from "@shared/openapi-model/parse.ts";
import { expect, test } from "vitest";
import { smallDocument } from "../testing/small-document.ts";
import { trustReport } from "./trust.ts";

const read = (text: string) => openApiModel(parse(text, "x.yaml").value);
const before = read(smallDocument);
const report = (change: (text: string) => string) => {
  const text = change(smallDocument);
  expect(text).not.toBe(smallDocument);
  return trustReport(before, read(text));
};

const oauth = (url: string) => (t: string) =>
  t.replace(
    "  securitySchemes:\n",
    `  securitySchemes:\n    OAuth:\n      type: oauth2\n      flows:\n        clientCredentials:\n          tokenUrl: ${url}\n          scopes: {}\n`,
  );

test.each<[name: string, change: (text: string) => string, expected: RegExp]>([
  [
    "another server host",
    (t) => t.replace("api.example.com", "api.evil.example"),
    /servers changed from .*api\.evil\.example/,
  ],
  [
    "a server added beside the old one",
    (t) => t.replace("/v1\n", "/v1\n  - url: https://eu.example.com/v1\n"),
    /leads to a new host, eu\.example\.com/,
  ],
  ["another base path", (t) => t.replace("/v1", "/v2"), /servers changed/],
  [
    "the key in the query",
    (t) => t.replace("in: header", "in: query"),
    /security scheme ApiKeyAuth changed/,
  ],
  [
    "another header for the key",
    (t) => t.replace("X-API-Key", "X-Log-Me"),
    /security scheme ApiKeyAuth changed/,
  ],
  [
    "no security",
    (t) => t.replace("security:\n  - ApiKeyAuth: []\n", ""),
    /security changed from .* to nothing/,
  ],
  [
    "an operation without security",
    (t) => t.replace("      summary:", "      security: []\n      summary:"),
    /security of POST \/pets changed/,
  ],
  [
    "an operation with its own server",
    (t) =>
      t.replace(
        "      summary:",
        "      servers:\n        - url: https://up.example.org\n      summary:",
      ),
    /servers of POST \/pets changed/,
  ],
  [
    "a new scheme, and where its tokens come from",
    oauth("https://login.evil.example/token"),
    /tokenUrl leads to a new host, login\.evil\.example/,
  ],
  [
    "a new operation that opts out",
    (t) =>
      t.replace(
        "    post:",
        "    get:\n      operationId: listPets\n      security: []\n      responses: {}\n    post:",
      ),
    /security of GET \/pets/,
  ],
  [
    "an operation behind a path item's reference that opts out",
    (t) =>
      t
        .replace("  /pets:\n", "  /cats:\n    $ref: '#/components/pathItems/cats'\n  /pets:\n")
        .replace(
          "components:\n",
          "components:\n  pathItems:\n    cats:\n      get: { operationId: listCats, security: [], responses: {} }\n",
        ),
    /security of GET \/cats changed/,
  ],
  [
    "a server of a path item, hidden by a variable",
    (t) =>
      t.replace(
        "    post:",
        "    servers:\n      - url: 'https://{host}/v1'\n        variables: { host: { default: up.evil.example } }\n    post:",
      ),
    /servers of POST \/pets changed[\s\S]*leads to a new host, up\.evil\.example/,
  ],
  [
    "a link named example in a response named default",
    (t) =>
      t.replace(
        "        '404':",
        "        default:\n          description: d\n          links: { example: { operationRef: 'https://evil.example/x' } }\n        '404':",
      ),
    /operationRef leads to a new host, evil\.example/,
  ],
  [
    "a callback's address",
    (t) =>
      t.replace(
        "      requestBody:",
        "      callbacks:\n        done:\n          https://hook.evil.example/x: {}\n      requestBody:",
      ),
    /leads to a new host, hook\.evil\.example/,
  ],
  [
    "a link to an operation elsewhere",
    (t) =>
      t.replace(
        "          description: Created\n",
        "          description: Created\n          links:\n            next:\n              operationRef: https://evil.example/x.yaml#/a\n",
      ),
    /operationRef leads to a new host/,
  ],
])("%s needs trust", (_, change, expected) => {
  expect(report(change).needsTrust.join("\n")).toMatch(expected);
});

test("new hosts in examples and texts are listed, and need no trust", () => {
  const { needsTrust, mentions } = report((t) =>
    t
      .replace("Create pet", "Create pet, see https://guide.example.org/pets.")
      .replace("id: 550e8400-cat", "id: https://cdn.example.net/cat.png"),
  );
  expect(needsTrust).toEqual([]);
  expect(mentions).toEqual(["cdn.example.net", "guide.example.org"]);
});

test("another order of keys and other texts change nothing about trust", () => {
  const { needsTrust } = report((t) =>
    t
      .replace(
        "      type: apiKey\n      in: header\n",
        "      in: header\n      type: apiKey\n      description: Your key\n",
      )
      .replace("/v1\n", "/v1\n    description: Production\n"),
  );
  expect(needsTrust).toEqual([]);
});

test("a host that a text mentioned before needs trust once a program goes there", () => {
  const mentioned = smallDocument.replace("Create pet", "Create pet, see https://x.example.net");
  const followed = mentioned.replace("/v1\n", "/v1\n  - url: //x.example.net\n");
  expect(trustReport(read(mentioned), read(followed)).needsTrust.join("\n")).toContain(
    "leads to a new host, x.example.net",
  );
});
