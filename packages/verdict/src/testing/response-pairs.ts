import type { JsonObject } from "../document/json.ts";
import { json, responding } from "./documents.ts";
import { type Pair, pair } from "./pair.ts";

const text = { type: "string" };
const thing = { type: "object", properties: { id: text } };
const csv = { "text/csv": { schema: text } };
const good = (schema: unknown = thing) => ({ description: "Done", content: json(schema) });
const error = { type: "object", properties: { error: text }, required: ["error"] };
const fault = (schema: unknown = error) => ({ description: "Fault", content: json(schema) });
const other = {
  type: "object",
  properties: { errors: { type: "array", items: text } },
  required: ["errors"],
};
const empty = { description: "Nothing" };
const headed = (headers: JsonObject) => responding({ 200: { ...good(), headers } });
const header = { schema: text };
const body200 = (content: JsonObject) => responding({ 200: { description: "Done", content } });

export const responsePairs: Pair[] = [
  pair(
    "success-status.added-other-body",
    responding({ 200: good() }),
    responding({ 200: good(), 202: good(error) }),
    "B",
  ),
  pair(
    "success-status.added-no-content",
    responding({ 200: good() }),
    responding({ 200: good(), 204: empty }),
    "B",
  ),
  pair(
    "success-status.added-known-body",
    responding({ 200: good() }),
    responding({ 200: good(), 201: good() }),
    "R",
  ),
  pair(
    "success-status.described",
    responding({ "2XX": good() }),
    responding({ "2XX": good(), 200: good() }),
    "A",
  ),
  pair("success-status.replaced", responding({ 200: good() }), responding({ 201: good() }), "B"),
  pair(
    "success-status.removed",
    responding({ 200: good(), 201: good() }),
    responding({ 200: good() }),
    "B",
  ),
  pair("success-status.to-range", responding({ 200: good() }), responding({ "2XX": good() }), "B"),
  pair(
    "success-status.from-range",
    responding({ "2XX": good() }),
    responding({ 200: good() }),
    "B",
  ),
  pair(
    "error-status.added-known-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), 422: fault() }),
    "A",
  ),
  pair(
    "error-status.added-known-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), 404: empty }),
    "A",
  ),
  pair(
    "error-status.added-known-body",
    responding({ 200: good() }),
    responding({ 200: good(), 401: fault() }),
    "A",
  ),
  pair(
    "error-status.added-other-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), 422: fault(other) }),
    "B",
  ),
  pair(
    "error-status.added-other-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), 422: fault(other) }),
    "R",
    { errors: "unknown" },
  ),
  pair(
    "error-status.removed-covered",
    responding({ 200: good(), 422: fault(), default: fault() }),
    responding({ 200: good(), default: fault() }),
    "R",
  ),
  pair(
    "error-status.removed-covered",
    responding({ 200: good(), 422: fault(), "4XX": fault() }),
    responding({ 200: good(), "4XX": fault() }),
    "R",
  ),
  pair(
    "error-status.replaced",
    responding({ 200: good(), default: fault() }),
    responding({ 200: good(), "4XX": fault(), "5XX": fault() }),
    "R",
  ),
  pair(
    "error-status.replaced",
    responding({ 200: good(), 400: fault(), 401: fault() }),
    responding({ 200: good(), 401: fault(), 422: fault() }),
    "R",
  ),
  pair(
    "error-status.removed",
    responding({ 200: good(), 401: fault(), 422: fault() }),
    responding({ 200: good(), 401: fault() }),
    "R",
  ),
  pair(
    "error-status.removed",
    responding({ 200: good(), 422: fault() }),
    responding({ 200: good() }),
    "B",
  ),
  pair(
    "default-response.added-known-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), default: fault() }),
    "A",
  ),
  pair(
    "default-response.added-other-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), default: fault(other) }),
    "B",
  ),
  pair(
    "default-response.added-other-body",
    responding({ 200: good(), 401: fault() }),
    responding({ 200: good(), 401: fault(), default: fault(other) }),
    "R",
    { errors: "unknown" },
  ),
  pair(
    "default-response.removed",
    responding({ 200: good(), 401: fault(), default: fault() }),
    responding({ 200: good(), 401: fault() }),
    "R",
  ),
  pair(
    "default-response.only",
    responding({ default: good({ ...thing, required: ["id"] }) }),
    responding({ default: good() }),
    "B",
  ),
  pair(
    "default-response.only",
    responding({ default: good() }),
    responding({ default: good({ ...thing, required: ["id"] }) }),
    "A",
  ),
  pair("header.added", headed({}), headed({ "X-Rate": header }), "A"),
  pair(
    "header.required-removed",
    headed({ "X-Rate": { ...header, required: true } }),
    headed({}),
    "B",
  ),
  pair("header.optional-removed", headed({ "X-Rate": header }), headed({}), "R"),
  pair(
    "header.required-to-optional",
    headed({ "X-Rate": { ...header, required: true } }),
    headed({ "X-Rate": header }),
    "B",
  ),
  pair(
    "header.optional-to-required",
    headed({ "X-Rate": header }),
    headed({ "X-Rate": { ...header, required: true } }),
    "A",
  ),
  pair("header.name-case", headed({ "X-Rate": header }), headed({ "x-rate": header }), "R"),
  pair("header.content-type", headed({}), headed({ "Content-Type": header }), "N"),
  pair(
    "header.schema",
    headed({ "X-Rate": header }),
    headed({ "X-Rate": { schema: { type: "integer" } } }),
    "B",
  ),
  pair(
    "header.schema",
    headed({ "X-Rate": header }),
    headed({ "X-Rate": { schema: { ...text, maxLength: 5 } } }),
    "A",
  ),
  pair("content.media-type-added", body200(json(thing)), body200({ ...json(thing), ...csv }), "B"),
  pair("content.media-type-added", body200(json(thing)), body200({ ...json(thing), ...csv }), "A", {
    accept: "pinned",
  }),
  pair(
    "content.media-type-added",
    body200(json(thing)),
    body200({ ...json(thing), "application/hal+json": { schema: thing } }),
    "A",
  ),
  pair(
    "content.media-type-removed",
    body200({ ...json(thing), ...csv }),
    body200(json(thing)),
    "B",
  ),
  pair(
    "content.to-wildcard",
    body200({ "text/csv": { schema: text } }),
    body200({ "text/*": { schema: text } }),
    "B",
  ),
  pair(
    "content.from-wildcard",
    body200({ "text/*": { schema: text } }),
    body200({ "text/csv": { schema: text } }),
    "R",
  ),
  pair(
    "content.charset",
    body200(json(thing)),
    body200({ "application/json; charset=utf-8": { schema: thing } }),
    "R",
  ),
  pair("content.body-removed", responding({ 200: good() }), responding({ 200: empty }), "B"),
  pair("content.body-added", responding({ 200: empty }), responding({ 200: good() }), "A"),
  pair("content.schema-dropped", body200(json(thing)), body200({ "application/json": {} }), "B"),
  pair("content.schema-added", body200({ "application/json": {} }), body200(json(thing)), "A"),
  pair(
    "response.description",
    responding({ 200: good() }),
    responding({ 200: { ...good(), description: "Ready" } }),
    "D",
  ),
  pair(
    "links.any",
    responding({ 200: good() }),
    responding({ 200: { ...good(), links: { self: { operationId: "sendThing" } } } }),
    "D",
  ),
];
