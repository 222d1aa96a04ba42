import { randomBytes } from "node:crypto";
import { createApi } from "./api/api.ts";
import { createFinder } from "./api/find-operation.ts";
import { createClock } from "./clock.ts";
import { prepareDescription } from "./description/description.ts";
import { readSpec } from "./description/read-spec.ts";
import { createFaults } from "./faults/faults.ts";
import { createApp } from "./http/app.ts";
import { createControl } from "./http/control.ts";
import { createExchange } from "./http/exchange.ts";
import { type Listening, listen } from "./http/listen.ts";
import type { Emulator, EmulatorOptions } from "./options.ts";
import { inspectorPage } from "./pages/inspector-page.ts";
import { renderPage } from "./pages/page.ts";
import { plantThings } from "./plant-things.ts";
import { createRequestLog } from "./request-log.ts";
import { createDirectory } from "./resources/embeds/directory.ts";
import { createInboxEmbeds } from "./resources/embeds/inbox-embeds.ts";
import { createPlainResources } from "./resources/plain-resources.ts";
import { createResponder } from "./resources/responder.ts";
import { openFileStore } from "./state/file-store.ts";
import { createMemoryStore } from "./state/store.ts";
import { createWebhooksOut } from "./webhooks/webhooks-out.ts";

/**
 * Starts a local Kapso Platform API on 127.0.0.1. Any number can run in one process; they share
 * nothing.
 *
 * @throws Error when the port is taken, or the spec cannot be read or is none.
 *
 * @example
 * ```ts
 * import { startEmulator } from "@shared/kapso-emulator";
 *
 * const kapso = await startEmulator();
 * const response = await fetch(`${kapso.url}/platform/v1/inbox_embeds`, {
 *   method: "POST",
 *   headers: { "X-API-Key": kapso.apiKey, "Content-Type": "application/json" },
 *   body: JSON.stringify({ inbox_embed: { scope_type: "project" } }),
 * });
 * console.log(response.status); // 201
 * await kapso.close();
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const description = prepareDescription(await readSpec(options.spec));
  const apiKey = options.apiKey ?? `emulator-${randomBytes(16).toString("hex")}`;
  const file = options.state === undefined ? undefined : openFileStore(options.state);
  const store = file ?? createMemoryStore();
  const clock = createClock();
  const faults = createFaults();
  const log = createRequestLog();
  const webhooks = createWebhooksOut(clock);
  const { now } = clock;
  let server: Listening | undefined;
  const embeds = createInboxEmbeds({
    description,
    store,
    directory: createDirectory(options, store),
    now,
    origin: () => server?.origin ?? "http://127.0.0.1",
  });
  const resources = createPlainResources({ description, store, now, except: ["/inbox_embeds"] });
  const respond = createResponder(description, embeds, resources);
  const finder = createFinder(description);
  const api = createApi({ description, finder, apiKey, respond, store });
  const exchange = createExchange({ finder, faults, clock, log });
  const plant = () => plantThings(api, description, apiKey, options.things ?? {});
  const reset = async () => {
    clock.reset();
    faults.clear();
    log.clear();
    webhooks.clear();
    store.clear();
    await plant();
    await store.saved();
  };
  if (!file?.resumed) await plant();
  // A state file that cannot be written to fails here, rather than at the first response.
  await store.saved();
  if (options.onRequest) log.subscribe(options.onRequest);
  const control = createControl({ clock, embeds, faults, log, webhooks, reset });
  const inspector = () => {
    const { html, headers } = renderPage(200, inspectorPage(description, server?.origin ?? ""));
    return new Response(html, { headers: { ...headers } });
  };
  server = await listen(
    createApp({ api, embeds, exchange, control, inspector, store }),
    options.port ?? 0,
  );
  const { origin, close: stopListening } = server;
  const close = async () => {
    await stopListening();
    webhooks.close();
    clock.reset();
    await store.saved();
  };
  return {
    url: origin,
    apiKey,
    basePath: description.basePath,
    operations: description.operations.length,
    clock: { now, advance: clock.advance, freeze: clock.freeze, resume: clock.resume },
    faults: { add: faults.add, list: faults.list, remove: faults.remove, clear: faults.clear },
    webhooks: { send: webhooks.send, list: webhooks.list },
    get requests() {
      return log.list();
    },
    reset,
    close,
    [Symbol.asyncDispose]: close,
  };
}
