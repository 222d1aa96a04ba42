// A fresh process: imports one peer's package, makes its client, sends one call into a stub, and
// reports the time of each.
import { loadPeer, type Peer } from "../peers/peer.ts";

export interface StartSample {
  /** Milliseconds. */
  imported: number;
  created: number;
  called: number;
}

const [text = ""] = process.argv.slice(2);
const peer = JSON.parse(text) as Peer;
const body = '{"data":{"id":"1","token":"t","embed_url":"u"}}';

const beforeImport = performance.now();
// Nothing to import is an empty module: what an import costs in itself.
await import(peer.module ?? "data:text/javascript,");
const imported = performance.now() - beforeImport;

const create = await loadPeer(peer);
const settings = {
  baseUrl: "https://api.kapso.ai/platform/v1",
  apiKey: "bench-key",
  fetch: async (): Promise<Response> =>
    new Response(body, { status: 201, headers: { "content-type": "application/json" } }),
};
const beforeCreate = performance.now();
const call = create(settings);
const created = performance.now() - beforeCreate;
await call();
const called = performance.now() - beforeCreate - created;

process.send?.({ imported, created, called } satisfies StartSample);
