import { smallDocument } from "./small-document.ts";

/** A bump from the small document, and the exit code that it must end with. */
export interface TrustCase {
  name: string;
  /** The vendored document. @default the small document */
  before?: string;
  after: string;
  exitCode: 0 | 3 | 4;
  /** A pattern for the refusal, or for the sentence that needs trust. */
  says?: RegExp;
}

type Edit = (text: string) => string;

function replacing(from: string, to: string): Edit {
  return (text) => {
    if (!text.includes(from)) throw new Error(`${from} is not in the document.`);
    return text.replace(from, to);
  };
}

const rootServer = (url: string): Edit => replacing("https://api.example.com/v1", url);
const inOperation = (lines: string): Edit =>
  replacing("      operationId: createPet\n", `      operationId: createPet\n${lines}`);
const inPathItem = (lines: string): Edit => replacing("    post:\n", `${lines}    post:\n`);
const inComponents = (lines: string): Edit => replacing("components:\n", `components:\n${lines}`);
const inCreated = (lines: string): Edit =>
  replacing("          description: Created\n", `          description: Created\n${lines}`);
const newOperation = (lines: string): Edit =>
  inPathItem(
    `    get:\n      operationId: listPets\n${lines}      responses: { '200': { description: Fine } }\n`,
  );
const operationServer = (url: string): Edit => inOperation(`      servers: [{ url: ${url} }]\n`);
const pathServer = (url: string): Edit => inPathItem(`    servers: [{ url: ${url} }]\n`);
const scheme = (lines: string): Edit =>
  replacing("  securitySchemes:\n", `  securitySchemes:\n    Other:\n${lines}`);
const callback = (key: string): Edit =>
  inOperation(
    `      callbacks: { done: { ${key}: { post: { responses: { '200': { description: Fine } } } } } }\n`,
  );
const link = (name: string, lines: string): Edit =>
  inCreated(`          links: { ${name}: { ${lines} } }\n`);
const behindReference =
  (item: string): Edit =>
  (text) =>
    inComponents(`  pathItems:\n    cats:\n${item}`)(
      replacing(
        "  /pets:\n",
        "  /cats:\n    $ref: '#/components/pathItems/cats'\n  /pets:\n",
      )(text),
    );
const cats = (lines: string) =>
  `      get:\n        operationId: listCats\n${lines}        responses: { '200': { description: Fine } }\n`;

const mentioned = replacing("Create pet", "Create pet, see https://evil.example")(smallDocument);
const flows = (key: string, url: string) =>
  scheme(
    `      type: oauth2\n      flows: { clientCredentials: { ${key}: ${url}, tokenUrl: ${url}, scopes: {} } }\n`,
  );

type Row = [name: string, edit: Edit, exitCode: TrustCase["exitCode"], says?: RegExp];

const moved: Row[] = [
  [
    "another host",
    rootServer("https://evil.example/v1"),
    4,
    /POST \/pets would go to https:\/\/evil\.example\/v1 instead of https:\/\/api\.example\.com\/v1/,
  ],
  ["a host that begins the same", rootServer("https://api.example.com.evil.example/v1"), 4],
  [
    "the old host as a user name",
    rootServer("https://api.example.com@evil.example/v1"),
    4,
    /evil\.example/,
  ],
  ["plain http", rootServer("http://api.example.com/v1"), 4, /http:\/\/api/],
  ["another port", rootServer("https://api.example.com:8443/v1"), 4],
  ["another path prefix", rootServer("https://api.example.com/v2"), 4],
  ["a path prefix that climbs", rootServer("https://api.example.com/v1/../v2"), 4],
  ["a protocol-relative server", rootServer("//evil.example/v1"), 4, /https:\/\/evil\.example\/v1/],
  ["backslashes", rootServer("'\\\\evil.example\\v1'"), 4, /evil\.example/],
  ["a leading space", rootServer("' https://evil.example/v1'"), 4, /evil\.example/],
  ["a tab in the scheme", rootServer('"ht\\ttps://evil.example/v1"'), 3, /U\+0009/],
  ["a host in another script", rootServer("https://api.exаmple.com/v1"), 4, /xn--/],
  ["a relative server", rootServer("/v1"), 4],
  ["a server without a URL", rootServer("'https://'"), 3],
  ["a variable without a definition", rootServer("https://{host}/v1"), 3],
  [
    "a variable with a default",
    (t) => rootServer("'https://{host}/v1'\n    variables: { host: { default: evil.example } }")(t),
    4,
    /evil\.example/,
  ],
  ["a second server", replacing("/v1\n", "/v1\n  - url: https://evil.example\n"), 4],
  ["no servers any more", replacing("servers:\n  - url: https://api.example.com/v1\n", ""), 4],
  [
    "an empty list of servers",
    replacing("servers:\n  - url: https://api.example.com/v1\n", "servers: []\n"),
    4,
  ],
  ...[
    ["https://evil.example", "of another host"],
    ["//evil.example", "that is protocol-relative"],
    ["'\\\\evil.example'", "with backslashes"],
    ["' https://evil.example'", "with a leading space"],
    ["http://api.example.com/v1", "with plain http"],
    ["https://api.example.com/v2", "with another prefix"],
  ].flatMap(([url = "", what]): Row[] => [
    [`a server of an operation ${what}`, operationServer(url), 4, /POST \/pets would go to/],
    [`a server of a path item ${what}`, pathServer(url), 4, /POST \/pets would go to/],
  ]),
  [
    "a server of an operation by a variable",
    operationServer("'https://{h}', variables: { h: { default: evil.example } }"),
    4,
  ],
  [
    "a server of a path item by a variable",
    pathServer("'https://{h}', variables: { h: { default: evil.example } }"),
    4,
  ],
  [
    "a server of a new operation",
    newOperation("      servers: [{ url: 'https://evil.example' }]\n"),
    4,
    /GET \/pets would go to/,
  ],
  [
    "a server behind a path item's reference",
    behindReference(`      servers: [{ url: 'https://evil.example' }]\n${cats("")}`),
    4,
    /GET \/cats would go to/,
  ],
  [
    "a server of an operation behind a path item's reference",
    behindReference(cats("        servers: [{ url: 'https://evil.example' }]\n")),
    4,
    /GET \/cats would go to/,
  ],
  ["the key in the query", replacing("in: header", "in: query"), 4, /the key in the query/],
  [
    "the key in another header",
    replacing("X-API-Key", "X-Log-Me"),
    4,
    /POST \/pets would be sent with the key in the header X-Log-Me/,
  ],
  [
    "another kind of credential",
    replacing(
      "      type: apiKey\n      in: header\n      name: X-API-Key\n",
      "      type: http\n      scheme: basic\n",
    ),
    4,
    /HTTP basic/,
  ],
  ["no security", replacing("security:\n  - ApiKeyAuth: []\n", ""), 4, /no credential/],
  ["optional security", replacing("  - ApiKeyAuth: []\n", "  - ApiKeyAuth: []\n  - {}\n"), 4],
  [
    "an operation without security",
    inOperation("      security: []\n"),
    4,
    /POST \/pets would be sent with no credential/,
  ],
  ["an operation with optional security", inOperation("      security: [{}]\n"), 4],
  ["a new operation without security", newOperation("      security: []\n"), 4, /GET \/pets/],
  [
    "an operation behind a path item's reference without security",
    behindReference(cats("        security: []\n")),
    4,
    /GET \/cats/,
  ],
  [
    "security by a scheme that is not defined",
    inOperation("      security: [{ Nope: [] }]\n"),
    3,
    /no security scheme/,
  ],
  [
    "another scheme for one operation",
    (t) =>
      inOperation("      security: [{ Other: [] }]\n")(
        scheme("      type: http\n      scheme: bearer\n")(t),
      ),
    4,
    /POST \/pets would be sent with HTTP bearer/,
  ],
  [
    "a scheme behind a reference",
    (t) =>
      inComponents("  x-schemes: {}\n")(
        replacing(
          "    ApiKeyAuth:\n      type: apiKey\n      in: header\n      name: X-API-Key\n",
          "    ApiKeyAuth:\n      $ref: '#/components/securitySchemes/Real'\n    Real:\n      type: apiKey\n      in: query\n      name: key\n",
        )(t),
      ),
    4,
  ],
  ["where tokens come from", flows("refreshUrl", "https://evil.example/token"), 4, /evil\.example/],
  [
    "OpenID Connect elsewhere",
    scheme("      type: openIdConnect\n      openIdConnectUrl: https://evil.example/.well-known\n"),
    4,
  ],
  [
    "a link's server",
    link("next", "operationId: createPet, server: { url: 'https://evil.example' }"),
    4,
    /evil\.example/,
  ],
  [
    "a link's server by a variable",
    link(
      "next",
      "operationId: createPet, server: { url: 'https://{h}', variables: { h: { default: evil.example } } }",
    ),
    4,
    /evil\.example/,
  ],
  [
    "a link named example",
    link("example", "operationId: createPet, server: { url: 'https://evil.example' }"),
    4,
  ],
  [
    "a link in a response named default",
    replacing(
      "        '404':\n",
      "        default:\n          description: Else\n          links: { enum: { operationId: createPet, server: { url: 'https://evil.example' } } }\n        '404':\n",
    ),
    4,
  ],
  [
    "a link to an operation elsewhere",
    link("next", "operationRef: 'https://evil.example/x.yaml#/a'"),
    3,
    /leaves the document/,
  ],
  ["a callback elsewhere", callback("'https://evil.example/x'"), 4, /evil\.example/],
  ["a callback without a scheme", callback("'//evil.example/x'"), 4, /evil\.example/],
  ["a callback without slashes", callback("evil.example/x"), 4, /evil\.example/],
  ["a callback whose host is appended to", callback("'{$request.body#/url}.evil.example'"), 4],
  ["a callback whose host is replaced", callback("'{$request.body#/url}@evil.example'"), 4],
  [
    "a callback's server",
    inOperation(
      "      callbacks: { done: { '{$request.body#/url}': { servers: [{ url: 'https://evil.example' }], post: { responses: { '200': { description: Fine } } } } } }\n",
    ),
    4,
  ],
  [
    "a callback of the components",
    inComponents(
      "  callbacks: { default: { 'https://evil.example/x': { post: { responses: { '200': { description: Fine } } } } } }\n",
    ),
    4,
  ],
  [
    "a server of a webhook",
    replacing(
      "paths:\n",
      "webhooks: { hook: { servers: [{ url: 'https://evil.example' }], post: { responses: { '200': { description: Fine } } } } }\npaths:\n",
    ),
    4,
  ],
];

const harmless: Row[] = [
  ["nothing but a comment", (t) => `# news\n${t}`, 0],
  [
    "another order of keys, and other texts",
    (t) =>
      replacing(
        "/v1\n",
        "/v1\n    description: Production\n",
      )(
        replacing(
          "      type: apiKey\n      in: header\n",
          "      in: header\n      description: Yours\n      type: apiKey\n",
        )(t),
      ),
    0,
  ],
  ["a new operation that inherits", newOperation(""), 0],
  [
    "a new operation that declares the inherited values",
    newOperation(
      "      security: [{ ApiKeyAuth: [] }]\n      servers: [{ url: 'https://api.example.com/v1' }]\n",
    ),
    0,
  ],
  ["an operation behind a path item's reference", behindReference(cats("")), 0],
  ["a callback to the caller", callback("'{$request.body#/url}'"), 0],
  ["a link to an operation here", link("next", "operationId: createPet"), 0],
  ["a link by a reference", link("next", "operationRef: '#/paths/~1pets/post'"), 0],
  [
    "hosts in texts and examples",
    (t) => replacing("id: 550e8400-cat", "id: https://evil.example/cat.png")(mentionedIn(t)),
    0,
  ],
  [
    "a schema called constructor",
    replacing("    Failure:\n", "    constructor:\n      type: object\n    Failure:\n"),
    0,
  ],
  [
    "schemas called like keywords",
    replacing(
      "    Failure:\n",
      "    example:\n      type: object\n    default:\n      type: string\n    Failure:\n",
    ),
    0,
  ],
  [
    "data that looks like a reference",
    replacing("id: 550e8400-cat", "$ref: https://evil.example/x.yaml"),
    0,
  ],
];

function mentionedIn(text: string): string {
  return replacing("Create pet", "Create pet, see https://other.example")(text);
}

const fromMentioned: Row[] = [
  ["a mentioned host as a server", rootServer("https://evil.example/v1"), 4, /evil\.example/],
  ["a mentioned host as an operation's server", operationServer("https://evil.example"), 4],
  ["a mentioned host for tokens", flows("refreshUrl", "https://evil.example/token"), 4],
  ["a mentioned host in a callback", callback("'https://evil.example/x'"), 4],
];

export const trustCases: readonly TrustCase[] = [
  ...[...moved, ...harmless].map((row) => caseOf(row, smallDocument)),
  ...fromMentioned.map((row) => ({ ...caseOf(row, mentioned), before: mentioned })),
];

function caseOf([name, edit, exitCode, says]: Row, text: string): TrustCase {
  return { name, after: edit(text), exitCode, ...(says && { says }) };
}
