import { parse } from "yaml";
import { smallDocument } from "./small-document.ts";

/** A document that a vendor or an attacker may send, and the exit code of the bump to it. */
export interface UnusualDocument {
  name: string;
  text: string | Buffer;
  exitCode: 0 | 3 | 4;
}

const evil = "https://evil.example";
const fine = "responses: { '200': { description: Fine } }";
const json = JSON.stringify(parse(replaced("Create pet", "Create a pet")));

function replaced(from: string, to: string, text: string = smallDocument): string {
  if (!text.includes(from)) throw new Error(`${from} is not in the document.`);
  return text.replace(from, () => to);
}
const schema = (lines: string) => replaced("    Failure:\n", `${lines}    Failure:\n`);
const components = (lines: string, text?: string) =>
  replaced("components:\n", `components:\n${lines}`, text);
const path = (lines: string, text?: string) => replaced("paths:\n", `paths:\n${lines}`, text);
const webhooks = (lines: string, text?: string) =>
  replaced("paths:\n", `webhooks:\n${lines}paths:\n`, text);
const inOperation = (lines: string) =>
  replaced("      operationId: createPet\n", `      operationId: createPet\n${lines}`);
const operationId = (id: string) => replaced("operationId: createPet", `operationId: ${id}`);
const server = (url: string) => replaced("https://api.example.com/v1", url);
const scheme = (lines: string) => replaced("  securitySchemes:\n", `  securitySchemes:\n${lines}`);

const refused: [name: string, text: string | Buffer][] = [
  ["a webhook outside", webhooks(`  h: { $ref: '${evil}' }\n`)],
  [
    "a webhook secured by a scheme that is not defined",
    webhooks(`  h: { post: { security: [{ Nope: [] }], ${fine} } }\n`),
  ],
  [
    "a callback secured by a scheme that is not defined",
    inOperation(
      `      callbacks: { c: { '{$request.body#/url}': { post: { security: [{ Nope: [] }], ${fine} } } } }\n`,
    ),
  ],
  ["security as a list of texts", replaced("  - ApiKeyAuth: []\n", "  - ApiKeyAuth\n")],
  ["scopes as a text", replaced("  - ApiKeyAuth: []\n", "  - ApiKeyAuth: all\n")],
  ...["Nope", "constructor", "__proto__", "Pet.yaml", "evil.example/Pet"].map(
    (target): [string, string] => [
      `a mapping to ${target}`,
      schema(
        `    A: { discriminator: { propertyName: kind, mapping: { a: ${target} } }, oneOf: [{ $ref: '#/components/schemas/Pet' }] }\n`,
      ),
    ],
  ),
  ...["'#/components/schemas%2FPet'", "'#/Components/schemas/Pet'", "''", "5", "null"].map(
    (target): [string, string] => [`a $ref of ${target}`, schema(`    A: { $ref: ${target} }\n`)],
  ),
  ["a schema made of itself", schema("    A: { allOf: [{ $ref: '#/components/schemas/A' }] }\n")],
  [
    "a schema made of itself by another one",
    schema(
      "    A: { allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: string }] }\n",
    ),
  ],
  [
    "a property that refers to itself",
    schema("    A: { properties: { a: { $ref: '#/components/schemas/A/properties/a' } } }\n"),
  ],
  ["a local tag", replaced("version: 1.0.0", "version: !local 1.0.0")],
  ["two byte order marks", `\ufeff\ufeff${smallDocument}`],
  ["carriage returns alone", smallDocument.replaceAll("\n", "\r")],
  ["NEL in a text", replaced("Create pet", "Create\u0085pet")],
  ["half of a surrogate pair in a key", schema('    "a\\ud800b": { type: string }\n')],
  ["half of a surrogate pair in JSON", replaced("Create a pet", "\\ud800", json)],
  ["a key twice in JSON", replaced('"openapi"', '"openapi":"3.1.0","openapi"', json)],
  ["comments in JSON", `// hi\n${json}`],
  ...["", "  \n\n", "# nothing\n", "null\n", "---\n", "[]"].map((text): [string, string] => [
    `nothing but ${JSON.stringify(text)}`,
    text,
  ]),
  ["__proto__ in JSON", replaced('"Failure":', '"__proto__":{"type":"string"},"Failure":', json)],
  ["__proto__ as a property", schema("    A: { properties: { __proto__: {} } }\n")],
  ["__proto__ as required", schema("    A: { required: [__proto__] }\n")],
  [
    "__proto__ as a discriminator",
    schema(
      "    A: { discriminator: { propertyName: __proto__ }, oneOf: [{ $ref: '#/components/schemas/Pet' }] }\n",
    ),
  ],
  ["__proto__ in an example", replaced("id: 550e8400-cat", "__proto__: { polluted: yes }")],
  ["__proto__ as a scheme", scheme("    __proto__: { type: http, scheme: basic }\n")],
  [
    "__proto__ as a parameter",
    inOperation("      parameters: [{ name: __proto__, in: query, schema: {} }]\n"),
  ],
  ["an unknown type in a list", schema("    A: { type: [string, map] }\n")],
  ["no text for a type", schema("    A: { type: null }\n")],
  ...["3.10.0", "3.2.0", "[3.1.0]"].map((version): [string, string] => [
    `OpenAPI ${version}`,
    replaced("openapi: 3.1.0", `openapi: ${version}`),
  ]),
  ["a bound of 3.0", schema("    A: { type: integer, maximum: 5, exclusiveMaximum: true }\n")],
  ...[".nan", ".inf", "1e400"].map((bound): [string, string] => [
    `a bound of ${bound}`,
    schema(`    A: { type: number, maximum: ${bound} }\n`),
  ]),
  ["servers that are no list", replaced("servers:\n  - url:", "servers:\n    url:")],
  ["a server that is a text", replaced("- url: https://api", "- https://api")],
  [
    "a server's variable without a default",
    server("'https://{h}/v1'\n    variables: { h: { enum: [api.example.com] } }"),
  ],
  [
    "a path item made of itself",
    path(
      "  /x: { $ref: '#/components/pathItems/p' }\n",
      components("  pathItems: { p: { $ref: '#/components/pathItems/p' } }\n"),
    ),
  ],
  [
    "a parameter that is a body",
    components(
      "  requestBodies: { B: { content: {} } }\n",
      inOperation("      parameters: [{ $ref: '#/components/requestBodies/B' }]\n"),
    ),
  ],
  [
    "a parameter twice",
    inOperation(
      "      parameters: [{ name: a, in: query, schema: { type: string } }, { name: a, in: query, schema: { type: integer } }]\n",
    ),
  ],
  [
    "a header twice, in another case",
    inOperation("      parameters: [{ name: a, in: header }, { name: A, in: header }]\n"),
  ],
  [
    "a line break in a header's name",
    inOperation('      parameters: [{ name: "A\\r\\nB", in: header, schema: {} }]\n'),
  ],
  ...["delete", "await", "arguments", "[createPet]"].map((id): [string, string] => [
    `the operationId ${id}`,
    operationId(id),
  ]),
  ["a status of 600", replaced("'201':", "'600':")],
  ["a scheme of an unknown type", scheme("    O: { type: weird }\n")],
  ["a scheme that is null", scheme("    O: null\n")],
  ["a key in no header", replaced("name: X-API-Key", "name: 'X-API-Key: a'")],
  ["another dialect", schema("    A: { $schema: 'http://json-schema.org/draft-07/schema#' }\n")],
  ["a reference in $defs", schema("    A: { $defs: { x: { $ref: evil.yaml } } }\n")],
  ["a reference in contentSchema", schema(`    A: { contentSchema: { $ref: '${evil}' } }\n`)],
  ["an example's value outside", components(`  examples: { e: { externalValue: '${evil}' } }\n`)],
  ["150 aliases", `${smallDocument}x-a: &a { b: 1 }\nx-b: [${Array(150).fill("*a").join(", ")}]\n`],
  ["UTF-16", Buffer.from(`\ufeff${smallDocument}`, "utf16le")],
  ["Latin-1", Buffer.from(replaced("Create pet", "Créate"), "latin1")],
  ["an overlong byte sequence", Buffer.concat([Buffer.from(json), Buffer.from([0xc0, 0xaf])])],
  ["nothing but a version", "openapi: 3.1.0\n"],
  ["an overlay", "overlay: 1.0.0\nactions: []\n"],
];

const needsTrust: [name: string, text: string][] = [
  [
    "a webhook behind a reference, with servers",
    webhooks(
      "  h: { $ref: '#/components/pathItems/hook' }\n",
      components(`  pathItems: { hook: { servers: [{ url: '${evil}' }], post: { ${fine} } } }\n`),
    ),
  ],
  [
    "a path item that nothing uses, with servers",
    components(`  pathItems: { hook: { servers: [{ url: '${evil}' }], post: { ${fine} } } }\n`),
  ],
  [
    "a callback of a callback",
    components(
      `  callbacks: { c: { '{$request.body#/url}': { post: { callbacks: { d: { '${evil}': { post: { ${fine} } } } }, ${fine} } } } }\n`,
    ),
  ],
  [
    "a link of the components, with a server by a variable",
    components(
      "  links: { l: { operationId: createPet, server: { url: 'https://{h}', variables: { h: { default: evil.example } } } } }\n",
    ),
  ],
  ...["'javascript:alert(1)'", "'data:text/plain,x'", "file:///etc"].map(
    (url): [string, string] => [`the server ${url}`, server(url)],
  ),
  ["a server with a query", server("https://api.example.com/v1?x=1")],
  [
    "servers by an alias",
    inOperation("      servers: *s\n").replace(
      "servers:\n",
      `x-servers: &s [{ url: '${evil}' }]\nservers:\n`,
    ),
  ],
  [
    "servers beside a path item's reference",
    path(
      `  /x: { $ref: '#/components/pathItems/p', servers: [{ url: '${evil}' }] }\n`,
      components(`  pathItems: { p: { get: { operationId: g, ${fine} } } }\n`),
    ),
  ],
  [
    "tokens from a protocol-relative URL",
    scheme(
      "    O: { type: oauth2, flows: { clientCredentials: { tokenUrl: //evil.example/t, scopes: {} } } }\n",
    ),
  ],
  ["a scheme of certificates", scheme("    O: { type: mutualTLS }\n")],
  ["the key as the host", replaced("name: X-API-Key", "name: Host")],
];

const legal: [name: string, text: string][] = [
  ["a webhook", webhooks(`  h: { post: { security: [], ${fine} } }\n`)],
  ["a path item that nothing uses", components(`  pathItems: { hook: { post: { ${fine} } } }\n`)],
  [
    "a mapping by name",
    schema(
      "    A: { discriminator: { propertyName: kind, mapping: { a: Pet } }, oneOf: [{ $ref: '#/components/schemas/Pet' }] }\n",
    ),
  ],
  [
    "a name with a slash",
    schema(
      "    'a/b': { type: string }\n    A: { properties: { a: { $ref: '#/components/schemas/a~1b' }, b: { $ref: '#/components/schemas/a%2Fb' } } }\n",
    ),
  ],
  [
    "a reference to a member",
    schema(
      "    A: { $ref: '#/components/schemas/B/allOf/0' }\n    B: { allOf: [{ type: object, properties: { b: { $ref: '#/components/schemas/B' } } }] }\n",
    ),
  ],
  ["a byte order mark", `\ufeff${replaced("Create pet", "Create a pet")}`],
  ["CRLF", replaced("Create pet", "Create a pet").replaceAll("\n", "\r\n")],
  ["JSON", json],
  ["an escaped surrogate pair", schema('    A: { description: "\\ud83d\\ude00" }\n')],
  [
    "properties called like those of every object",
    schema(
      "    A: { properties: { constructor: {}, hasOwnProperty: {}, toString: {} }, required: [constructor] }\n",
    ),
  ],
  ["__proto__ as a value", schema("    A: { enum: [__proto__, constructor] }\n")],
  [
    "boolean schemas",
    schema(
      "    A: true\n    B: false\n    C: { allOf: [true, { type: object, properties: { a: true, b: false } }], anyOf: [false, { $ref: '#/components/schemas/A' }] }\n",
    ),
  ],
  ["types in a list", schema("    A: { type: [string, integer, 'null'] }\n")],
  ["OpenAPI 3.1.99", replaced("openapi: 3.1.0", "openapi: 3.1.99")],
  ["numbers in other bases", schema("    A: { type: number, enum: [-0, 0x10, 0o17] }\n")],
  ["a key of 1 MB", replaced('"Failure":', `"${"K".repeat(1e6)}":{},"Failure":`, json)],
  ["a path of 100 kB", path(`  ? /${"a".repeat(1e5)}\n  : get: { operationId: g, ${fine} }\n`)],
  [
    "texts that end comments",
    schema(
      "    A: { type: object, description: '*/ export const a = 1; /*', properties: { '*/': { $comment: '*/' }, '\"];import(\"x\");//': {} } }\n",
    ),
  ],
  [
    "values that end literals",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text must not become a template
    schema("    A: { enum: ['${process.exit(1)}', '`', \"'\", '\"', '\\', '*/', '//'] }\n"),
  ],
  [
    "media types that end comments",
    replaced(
      "            application/json:\n              schema:\n                $ref: '#/components/schemas/Pet'\n",
      "            'a/*/ b': {}\n            '*/*': {}\n",
    ),
  ],
  ["a quote in an operationId", operationId("'create\"Pet'")],
  ["a status as a number in another base", replaced("'201':", "0xC9:")],
  ["schemas by an alias", schema("    A: &a { type: string }\n    B: *a\n")],
];

export const unusualDocuments: readonly UnusualDocument[] = [
  ...refused.map(([name, text]) => ({ name, text, exitCode: 3 as const })),
  ...needsTrust.map(([name, text]) => ({ name, text, exitCode: 4 as const })),
  ...legal.map(([name, text]) => ({ name, text, exitCode: 0 as const })),
];
