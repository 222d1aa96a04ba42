import { randomBytes } from "node:crypto";
import { createApi } from "./api.ts";
import { createClock } from "./clock.ts";
import { createControl } from "./control/control.ts";
import { prepareDescription } from "./description/description.ts";
import { readSpec } from "./description/read-spec.ts";
import { createDirectory } from "./embeds/directory.ts";
import { createInboxEmbeds } from "./embeds/inbox-embeds.ts";
import { createFaults } from "./faults/faults.ts";
import { createApp } from "./http/app.ts";
import { createExchange } from "./http/exchange.ts";
import { listen } from "./http/listen.ts";
import { createRequestLog } from "./log/request-log.ts";
import type { Emulator, EmulatorOptions } from "./options.ts";
import { createPlainResources } from "./resources/plain-resources.ts";
import { createResponder } from "./responder.ts";
import { createMemoryStore } from "./state/store.ts";

/**
 * Starts a local Kapso Platform API on 127.0.0.1. Any number can run in one process; they share
 * nothing.
 *
 * @throws Error when the port is taken, or the description cannot be read or is none.
 *
 * @example
 * ```ts
 * import { startEmulator } from "@shared/kapso-emulator";
 *
 * const kapso = await startEmulator();
 * const answer = await fetch(`${kapso.url}/platform/v1/inbox_embeds`, {
 *   method: "POST",
 *   headers: { "X-API-Key": kapso.apiKey, "Content-Type": "application/json" },
 *   body: JSON.stringify({ inbox_embed: { scope_type: "project" } }),
 * });
 * console.log(answer.status); // 201
 * await kapso.close();
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const description = prepareDescription(readSpec(options.spec));
  const apiKey = options.apiKey ?? `emulator-${randomBytes(16).toString("hex")}`;
  const store = createMemoryStore();
  const clock = createClock();
  const faults = createFaults();
  const log = createRequestLog();
  const { now } = clock;
  const embeds = createInboxEmbeds({
    description,
    store,
    directory: createDirectory(options),
    now,
    origin: () => server.origin,
  });
  const resources = createPlainResources({ description, store, now, except: ["/inbox_embeds"] });
  const respond = createResponder(description, embeds, resources);
  const api = createApi({ description, apiKey, respond, store });
  const exchange = createExchange({ description, faults, clock, log });
  const reset = async () => {
    clock.reset();
    faults.clear();
    log.clear();
    store.clear();
    await store.saved();
  };
  const control = createControl({ clock, faults, log, reset });
  const server = await listen(createApp({ api, embeds, exchange, control }), options.port ?? 0);
  return {
    url: server.origin,
    apiKey,
    clock: { now, advance: clock.advance, freeze: clock.freeze, resume: clock.resume },
    faults: { add: faults.add, list: faults.list, remove: faults.remove, clear: faults.clear },
    get requests() {
      return log.list();
    },
    reset,
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}
