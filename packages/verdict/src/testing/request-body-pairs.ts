import type { JsonObject } from "../document/json.ts";
import { json, operation, responding } from "./documents.ts";
import { type Pair, pair } from "./pair.ts";

const text = { type: "string" };
const xml = (schema: unknown) => ({ "application/xml": { schema } });
const csv = { "text/csv": { schema: text } };
const thing = { type: "object", properties: { id: text } };
const body = (content: JsonObject, required = true) =>
  operation({ requestBody: { content, ...(required ? { required } : {}) } });
const form = (encoding: JsonObject) =>
  body({
    "multipart/form-data": {
      schema: { type: "object", properties: { file: text, list: { type: "array", items: text } } },
      encoding,
    },
  });

export const requestBodyPairs: Pair[] = [
  pair("body.required-added", operation({}), body(json(thing)), "B"),
  pair("body.optional-added", operation({}), body(json(thing), false), "A"),
  pair("body.removed", body(json(thing)), operation({}), "B"),
  pair("body.removed", body(json(thing), false), operation({}), "B"),
  pair("body.optional-to-required", body(json(thing), false), body(json(thing)), "B"),
  pair("body.required-to-optional", body(json(thing)), body(json(thing), false), "A"),
  pair("media-type.added", body(json(thing)), body({ ...json(thing), ...csv }), "A"),
  pair("media-type.removed", body({ ...json(thing), ...csv }), body(json(thing)), "B"),
  pair("media-type.removed", body(json(thing)), body(xml(thing)), "B"),
  pair(
    "media-type.charset",
    body(json(thing)),
    body({ "application/json; charset=utf-8": { schema: thing } }),
    "R",
  ),
  pair(
    "media-type.version",
    body({ "application/json; version=1": { schema: thing } }),
    body({ "application/json; version=2": { schema: thing } }),
    "B",
  ),
  pair(
    "media-type.to-wildcard",
    body({ "text/csv": { schema: text } }),
    body({ "text/*": { schema: text } }),
    "R",
  ),
  pair(
    "media-type.from-wildcard",
    body({ "text/*": { schema: text } }),
    body({ "text/csv": { schema: text } }),
    "B",
  ),
  pair(
    "media-type.inside-wildcard",
    body({ "text/*": { schema: text } }),
    body({ "text/*": { schema: text }, "text/csv": { schema: text } }),
    "A",
  ),
  pair("media-type.schema-added", body({ "application/json": {} }), body(json(thing)), "B"),
  pair("media-type.schema-dropped", body(json(thing)), body({ "application/json": {} }), "A"),
  pair(
    "media-type.schema-dropped",
    body({ "application/json": { schema: {} } }),
    body({ "application/json": {} }),
    "N",
  ),
  pair("encoding.content-type", form({}), form({ file: { contentType: "image/png" } }), "B"),
  pair(
    "encoding.header-added",
    form({ file: {} }),
    form({ file: { headers: { "X-Name": { required: true, schema: text } } } }),
    "B",
  ),
  pair("encoding.style-explode", form({}), form({ list: { style: "spaceDelimited" } }), "B"),
  pair("xml.changed", body(xml(thing)), body(xml({ ...thing, xml: { name: "thing" } })), "B"),
  pair(
    "xml.changed",
    responding({ 200: { description: "Done", content: xml(thing) } }),
    responding({
      200: { description: "Done", content: xml({ ...thing, xml: { name: "thing" } }) },
    }),
    "B",
  ),
  pair(
    "annotation.text",
    body({ "application/json": { schema: thing, example: { id: "1" } } }),
    body({ "application/json": { schema: thing, example: { id: "2" } } }),
    "D",
  ),
];
