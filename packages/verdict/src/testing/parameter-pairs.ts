import type { JsonObject } from "../document/json.ts";
import { withParameter } from "./documents.ts";
import { type Pair, pair } from "./pair.ts";

const text = { type: "string" };
const list = { type: "array", items: text };
const query = (part: JsonObject = {}) =>
  withParameter({ name: "status", in: "query", schema: text, ...part });
const header = (name: string, part: JsonObject = {}) =>
  withParameter({ name, in: "header", schema: text, ...part });
const none = withParameter(null);
const required = { required: true };
const encoded = (mediaType: string) =>
  withParameter({
    name: "status",
    in: "query",
    content: { [mediaType]: { schema: { type: "object", properties: { a: text } } } },
  });

export const parameterPairs: Pair[] = [
  pair("parameter.required-added", none, query(required), "B"),
  pair("parameter.required-added", none, header("X-Tenant", required), "B"),
  pair("parameter.optional-added", none, query(), "A"),
  pair(
    "parameter.optional-added",
    none,
    withParameter({ name: "sid", in: "cookie", schema: text }),
    "A",
  ),
  pair("parameter.removed", query(), none, "B"),
  pair("parameter.removed", header("X-Tenant"), none, "B"),
  pair("parameter.optional-to-required", query(), query(required), "B"),
  pair("parameter.required-to-optional", query(required), query(), "A"),
  pair("parameter.location-changed", query(), header("status"), "B"),
  pair(
    "pagination.replaced",
    withParameter({ name: "page", in: "query", schema: { type: "integer" } }),
    withParameter({ name: "cursor", in: "query", schema: text }),
    "B",
  ),
  pair("parameter.name-case", query(), query({ name: "Status" }), "B"),
  pair("parameter.renamed", query(), query({ name: "status_name" }), "B"),
  pair("parameter.header-name-case", header("X-Tenant"), header("x-tenant"), "B"),
  pair("parameter.ignored-header", none, header("Authorization", required), "B"),
  pair("parameter.ignored-header", none, header("Accept"), "N"),
  pair(
    "parameter.style-changed",
    query({ schema: list }),
    query({ schema: list, style: "pipeDelimited" }),
    "B",
  ),
  pair(
    "parameter.style-changed",
    query({ schema: list }),
    query({ schema: list, style: "form" }),
    "N",
  ),
  pair(
    "parameter.explode-changed",
    query({ schema: list }),
    query({ schema: list, explode: false }),
    "B",
  ),
  pair("parameter.explode-primitive", query(), query({ explode: false }), "N"),
  pair("parameter.allow-reserved", query(), query({ allowReserved: true }), "R"),
  pair("parameter.allow-empty-withdrawn", query({ allowEmptyValue: true }), query(), "B"),
  pair("parameter.allow-empty-granted", query(), query({ allowEmptyValue: true }), "A"),
  pair("parameter.default-added", query(), query({ schema: { ...text, default: "a" } }), "A"),
  pair(
    "parameter.default-changed",
    query({ schema: { ...text, default: "a" } }),
    query({ schema: { ...text, default: "b" } }),
    "R",
  ),
  pair("parameter.default-removed", query({ schema: { ...text, default: "a" } }), query(), "R"),
  pair("parameter.deprecated", query(), query({ deprecated: true }), "R"),
  pair(
    "parameter.deprecated",
    query(),
    query({ deprecated: true, "x-sunset": "2030-01-01" }),
    "A",
    { today: "2026-01-01" },
  ),
  pair("parameter.deprecated", query({ deprecated: true }), query(), "D"),
  pair("parameter.schema-or-content", query(), encoded("application/json"), "B"),
  pair(
    "parameter.content-media-type",
    encoded("application/json"),
    encoded("application/x-www-form-urlencoded"),
    "B",
  ),
  pair("parameter.schema-changed", query(), query({ schema: { type: "integer" } }), "B"),
  pair("parameter.schema-changed", query(), query({ schema: { ...text, maxLength: 9 } }), "B"),
  pair(
    "parameter.schema-changed",
    query({ schema: { ...text, enum: ["a"] } }),
    query({ schema: { ...text, enum: ["a", "b"] } }),
    "A",
  ),
  pair(
    "parameter.schema-changed",
    query({ schema: { ...text, enum: ["a", "b"] } }),
    query({ schema: { ...text, enum: ["a"] } }),
    "B",
  ),
  pair(
    "parameter.schema-changed",
    query({ schema: { type: "integer", minimum: 1 } }),
    query({ schema: { type: "integer", minimum: 0 } }),
    "A",
  ),
  pair(
    "parameter.rearranged",
    query(),
    withParameter(
      { $ref: "#/components/parameters/Status" },
      { components: { parameters: { Status: { name: "status", in: "query", schema: text } } } },
    ),
    "N",
  ),
  pair("parameter.text", query({ description: "One" }), query({ description: "Two" }), "D"),
  pair("parameter.text", query(), query({ example: "a" }), "D"),
];
