import type { JsonObject } from "../document/json.ts";
import { described, json, ok, operation } from "./documents.ts";
import { type Pair, pair } from "./pair.ts";

const text = { type: "string" };
const payload = { type: "object", properties: { id: text }, required: ["id"] };
const more = { type: "object", properties: { id: text, note: text }, required: ["id"] };
const event = (part: JsonObject = {}, method = "post") => ({
  [method]: { requestBody: { required: true, content: json(payload) }, responses: ok, ...part },
});
const hooks = (webhooks: JsonObject) => described({}, { webhooks });
const carrying = (schema: unknown, mediaType = "application/json") =>
  hooks({
    created: event({ requestBody: { required: true, content: { [mediaType]: { schema } } } }),
  });
const replying = (schema: unknown) =>
  hooks({ created: event({ responses: { 200: { description: "Seen", content: json(schema) } } }) });
const signed = (part: JsonObject) =>
  hooks({
    created: event({ parameters: [{ name: "X-Signature", in: "header", schema: text, ...part }] }),
  });
const calling = (callbacks: JsonObject) => operation({ callbacks });
const done = (url: string, part: JsonObject = {}) => ({ done: { [url]: event(part) } });

export const webhookPairs: Pair[] = [
  pair("webhook.added", hooks({}), hooks({ created: event() }), "A"),
  pair(
    "webhook.added",
    hooks({ created: event() }),
    hooks({ created: event(), dropped: event() }),
    "A",
  ),
  pair(
    "webhook.removed",
    hooks({ created: event(), dropped: event() }),
    hooks({ created: event() }),
    "B",
  ),
  pair(
    "webhook.method-changed",
    hooks({ created: event() }),
    hooks({ created: event({}, "put") }),
    "B",
  ),
  pair("webhook.payload", carrying(payload), carrying(more), "A"),
  pair("webhook.payload", carrying(more), carrying(payload), "B"),
  pair("webhook.payload", carrying(payload), carrying({ ...payload, required: [] }), "B"),
  pair(
    "webhook.payload",
    carrying(payload),
    carrying({ ...payload, properties: { id: { ...text, maxLength: 9 } } }),
    "A",
  ),
  pair("webhook.payload", signed({ required: true }), signed({}), "B"),
  pair("webhook.payload", signed({}), signed({ required: true }), "A"),
  pair("webhook.payload", hooks({ created: event() }), signed({ required: true }), "A"),
  pair("webhook.payload", signed({}), hooks({ created: event() }), "B"),
  pair(
    "webhook.payload-media-type",
    carrying(payload),
    carrying(payload, "application/cloudevents+json"),
    "B",
  ),
  pair(
    "webhook.reply-body",
    replying(payload),
    replying({ ...more, required: ["id", "note"] }),
    "B",
  ),
  pair("webhook.reply-body", replying(payload), replying(more), "A"),
  pair(
    "webhook.reply-body",
    replying({ type: "object", properties: { id: { ...text, maxLength: 9 } } }),
    replying({ type: "object", properties: { id: text } }),
    "A",
  ),
  pair(
    "webhook.reply-removed",
    hooks({
      created: event({
        responses: { 200: { description: "Seen" }, 202: { description: "Later" } },
      }),
    }),
    hooks({ created: event() }),
    "B",
  ),
  pair(
    "webhook.reply-added",
    hooks({ created: event() }),
    hooks({
      created: event({
        responses: { 200: { description: "Done" }, 202: { description: "Later" } },
      }),
    }),
    "A",
  ),
  pair("callback.added", calling({}), calling(done("{$request.body#/url}")), "A"),
  pair("callback.removed", calling(done("{$request.body#/url}")), calling({}), "B"),
  pair(
    "callback.expression-changed",
    calling(done("{$request.body#/url}")),
    calling(done("{$request.body#/callback}")),
    "B",
  ),
  pair(
    "webhook.payload",
    calling(done("{$request.body#/url}")),
    calling(done("{$request.body#/url}", { requestBody: { required: true, content: json(more) } })),
    "A",
  ),
  pair(
    "webhook.payload",
    calling(done("{$request.body#/url}", { requestBody: { required: true, content: json(more) } })),
    calling(done("{$request.body#/url}")),
    "B",
  ),
];
