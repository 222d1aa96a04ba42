import type { JsonObject } from "../document/json.ts";
import { described, ok, operation } from "./documents.ts";
import { type Pair, pair } from "./pair.ts";

const key = { type: "apiKey", name: "X-API-Key", in: "header" };
const bearer = { type: "http", scheme: "bearer" };
const oauth = (scopes: JsonObject = { read: "Read" }) => ({
  type: "oauth2",
  flows: { clientCredentials: { tokenUrl: "https://example.com/token", scopes } },
});
const schemes = { Key: key, Bearer: bearer, OAuth: oauth() };
const secured = (security: unknown, own: JsonObject = schemes) =>
  operation({ security }, { components: { securitySchemes: own } });
const globally = (security: unknown, own: JsonObject = schemes) =>
  operation({}, { security, components: { securitySchemes: own } });
const root = "https://a.example.com/v1";
const servedBy = (url: string) => operation({ servers: [{ url }] }, { servers: [{ url: root }] });
const served = (...servers: (string | JsonObject)[]) =>
  operation(
    {},
    { servers: servers.map((server) => (typeof server === "string" ? { url: server } : server)) },
  );
const variable = (region: JsonObject) =>
  served({ url: "https://{region}.example.com", variables: { region } });

export const securityPairs: Pair[] = [
  pair(
    "security.alternative-added",
    secured([{ Key: [] }]),
    secured([{ Key: [] }, { Bearer: [] }]),
    "A",
  ),
  pair(
    "security.alternative-removed",
    secured([{ Key: [] }, { Bearer: [] }]),
    secured([{ Key: [] }]),
    "B",
  ),
  pair("security.alternative-removed", secured([{ Key: [] }]), secured([{ Bearer: [] }]), "B"),
  pair("security.conjunct-added", secured([{ Key: [] }]), secured([{ Key: [], Bearer: [] }]), "B"),
  pair(
    "security.conjunct-dropped",
    secured([{ Key: [], Bearer: [] }]),
    secured([{ Key: [] }]),
    "A",
  ),
  pair(
    "security.required",
    operation({}, { components: { securitySchemes: schemes } }),
    secured([{ Key: [] }]),
    "B",
  ),
  pair("security.required", secured([{ Key: [] }, {}]), secured([{ Key: [] }]), "B"),
  pair(
    "security.required",
    operation({}, { components: { securitySchemes: schemes } }),
    globally([{ Key: [] }]),
    "B",
  ),
  pair("security.anonymous", secured([{ Key: [] }]), secured([]), "A"),
  pair("security.anonymous", secured([{ Key: [] }]), secured([{ Key: [] }, {}]), "A"),
  pair(
    "security.scope-added",
    secured([{ OAuth: ["read"] }]),
    secured([{ OAuth: ["read", "write"] }]),
    "B",
  ),
  pair(
    "security.scope-dropped",
    secured([{ OAuth: ["read", "write"] }]),
    secured([{ OAuth: ["read"] }]),
    "A",
  ),
  pair("security.rearranged", globally([{ Key: [] }]), secured([{ Key: [] }]), "N"),
  pair(
    "security.overridden",
    operation(
      { security: [{ Key: [] }] },
      { security: [{ Key: [] }], components: { securitySchemes: schemes } },
    ),
    operation(
      { security: [{ Key: [] }] },
      { security: [{ Bearer: [] }], components: { securitySchemes: schemes } },
    ),
    "N",
  ),
  pair(
    "scheme.type",
    secured([{ Key: [] }]),
    secured([{ Key: [] }], { ...schemes, Key: bearer }),
    "B",
  ),
  pair(
    "scheme.type",
    secured([{ Bearer: [] }]),
    secured([{ Bearer: [] }], { ...schemes, Bearer: { ...bearer, scheme: "basic" } }),
    "B",
  ),
  pair(
    "scheme.api-key",
    secured([{ Key: [] }]),
    secured([{ Key: [] }], { ...schemes, Key: { ...key, name: "X-Token" } }),
    "B",
  ),
  pair(
    "scheme.api-key",
    secured([{ Key: [] }]),
    secured([{ Key: [] }], { ...schemes, Key: { ...key, in: "query" } }),
    "B",
  ),
  pair(
    "scheme.api-key",
    secured([{ Key: [] }]),
    secured([{ Key: [] }], { ...schemes, Key: { ...key, name: "x-api-key" } }),
    "N",
  ),
  pair(
    "scheme.flow-removed",
    secured([{ OAuth: [] }]),
    secured([{ OAuth: [] }], { ...schemes, OAuth: { type: "oauth2", flows: {} } }),
    "B",
  ),
  pair(
    "scheme.flow-added",
    secured([{ OAuth: [] }], { ...schemes, OAuth: { type: "oauth2", flows: {} } }),
    secured([{ OAuth: [] }]),
    "A",
  ),
  pair(
    "scheme.url",
    secured([{ OAuth: [] }]),
    secured([{ OAuth: [] }], {
      ...schemes,
      OAuth: {
        type: "oauth2",
        flows: {
          clientCredentials: { tokenUrl: "https://example.com/other", scopes: { read: "Read" } },
        },
      },
    }),
    "R",
  ),
  pair(
    "scheme.url",
    secured([{ Id: [] }], {
      Id: { type: "openIdConnect", openIdConnectUrl: "https://a.example.com" },
    }),
    secured([{ Id: [] }], {
      Id: { type: "openIdConnect", openIdConnectUrl: "https://b.example.com" },
    }),
    "R",
  ),
  pair(
    "scheme.scope-list",
    secured([{ OAuth: [] }]),
    secured([{ OAuth: [] }], { ...schemes, OAuth: oauth({ read: "Read", write: "Write" }) }),
    "D",
  ),
  pair(
    "scheme.text",
    secured([{ Bearer: [] }]),
    secured([{ Bearer: [] }], {
      ...schemes,
      Bearer: { ...bearer, bearerFormat: "JWT", description: "Token" },
    }),
    "D",
  ),
  pair(
    "scheme.renamed",
    secured([{ Key: [] }], { Key: key }),
    secured([{ ApiKey: [] }], { ApiKey: key }),
    "N",
  ),
  pair("scheme.unused", secured([{ Key: [] }]), secured([{ Key: [] }], { Key: key }), "N"),
  pair("scheme.unused", secured([{ Key: [] }], { Key: key }), secured([{ Key: [] }]), "N"),
  pair(
    "servers.added",
    served("https://a.example.com/v1"),
    served("https://a.example.com/v1", "https://b.example.com/v1"),
    "A",
  ),
  pair(
    "servers.first-changed",
    served("https://a.example.com/v1"),
    served("https://b.example.com/v1"),
    "R",
  ),
  pair(
    "servers.first-changed",
    served("http://a.example.com"),
    served("https://a.example.com"),
    "R",
  ),
  pair(
    "servers.first-changed",
    served("https://a.example.com", "https://b.example.com"),
    served("https://b.example.com", "https://a.example.com"),
    "R",
  ),
  pair(
    "servers.removed",
    served("https://a.example.com", "https://b.example.com"),
    served("https://a.example.com"),
    "R",
  ),
  pair(
    "servers.base-path-gone",
    served("https://a.example.com/v1"),
    served("https://a.example.com/v2"),
    "B",
  ),
  pair(
    "servers.prefix-moved",
    described(
      { "/a": { get: { operationId: "a", responses: ok } } },
      { servers: [{ url: "/v1" }] },
    ),
    described(
      { "/v1/a": { get: { operationId: "a", responses: ok } } },
      { servers: [{ url: "/" }] },
    ),
    "B",
  ),
  pair(
    "server-variable.default-changed",
    variable({ default: "eu" }),
    variable({ default: "us" }),
    "R",
  ),
  pair(
    "server-variable.default-changed",
    variable({ default: "eu" }),
    served({ url: "https://{region}.example.com" }),
    "R",
  ),
  pair(
    "server-variable.value-withdrawn",
    variable({ default: "eu", enum: ["eu", "us"] }),
    variable({ default: "eu", enum: ["eu"] }),
    "R",
  ),
  pair(
    "server-variable.value-added",
    variable({ default: "eu", enum: ["eu"] }),
    variable({ default: "eu", enum: ["eu", "us"] }),
    "A",
  ),
  pair("servers.text", operation({}), served("/"), "N"),
  pair(
    "servers.text",
    served("https://a.example.com"),
    served({ url: "https://a.example.com/", description: "Main" }),
    "N",
  ),
  // An operation's own servers compare with those that applied to it before.
  pair("servers.text", served(root), servedBy(root), "N"),
  pair("servers.first-changed", served(root), servedBy("https://b.example.com/v1"), "R"),
  pair("servers.base-path-gone", served(root), servedBy("https://a.example.com/v2"), "B"),
];
