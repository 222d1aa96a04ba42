import { randomBytes } from "node:crypto";
import { createApi } from "./api.ts";
import { createApp } from "./app.ts";
import { prepareDescription } from "./description/description.ts";
import { readSpec } from "./description/read-spec.ts";
import { createDirectory } from "./embeds/directory.ts";
import { createInboxEmbeds } from "./embeds/inbox-embeds.ts";
import { listen } from "./listen.ts";
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
  const embeds = createInboxEmbeds({
    description,
    store,
    directory: createDirectory(options),
    now: () => new Date(),
    origin: () => server.origin,
  });
  const resources = createPlainResources({
    description,
    store,
    now: () => new Date(),
    except: ["/inbox_embeds"],
  });
  const respond = createResponder(description, embeds, resources);
  const api = createApi({ description, apiKey, respond, store });
  const server = await listen(createApp({ api, embeds }), options.port ?? 0);
  return {
    url: server.origin,
    apiKey,
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}
