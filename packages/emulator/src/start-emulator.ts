import { randomBytes } from "node:crypto";
import { readAddresses } from "./addresses.ts";
import { createFinder } from "./api/find-operation.ts";
import { prepareDescription } from "./description/description.ts";
import { readSpec } from "./description/read-spec.ts";
import { createApp } from "./http/app.ts";
import { createControl } from "./http/control.ts";
import { type Listening, listen } from "./http/listen.ts";
import type { Project } from "./http/project.ts";
import { createReference } from "./http/reference.ts";
import { sameSiteOnly } from "./http/same-site-only.ts";
import type { EmulatedProject, Emulator, EmulatorOptions } from "./options.ts";
import { inspectorPage } from "./pages/inspector-page.ts";
import { renderPage } from "./pages/page.ts";
import { openProjects } from "./projects.ts";
import { openFileStore } from "./state/file-store.ts";
import { createMemoryStore } from "./state/store.ts";

/**
 * Starts a local Kapso Platform API, on 127.0.0.1 unless `host` is set. Any number of emulators can
 * run in one process; they share nothing.
 *
 * @throws Error when the port is taken, the spec cannot be read or is invalid, another process uses the
 * state file, or an option is not well-formed.
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
  const addresses = readAddresses(options);
  const description = prepareDescription(await readSpec(options.spec));
  const apiKey = options.apiKey ?? `emulator-${randomBytes(16).toString("hex")}`;
  const file = options.state === undefined ? undefined : await openFileStore(options.state);
  try {
    return await serve();
  } catch (error) {
    await file?.close().catch(() => {});
    throw error;
  }

  async function serve(): Promise<Emulator> {
    const { publicUrl, cors } = addresses;
    const finder = createFinder(description);
    const { keyHeader } = description;
    let server: Listening | undefined;
    const origin = () => publicUrl ?? server?.origin ?? "http://127.0.0.1";
    const projects = await openProjects({
      description,
      finder,
      options,
      store: file ?? createMemoryStore(),
      apiKey,
      origin,
    });
    const stopping = new AbortController();
    const sameSite = sameSiteOnly(addresses.allowedHosts);
    const inspector = () => {
      const { html, headers } = renderPage(200, inspectorPage(description, origin()));
      return new Response(html, { headers: { ...headers } });
    };
    const app = createApp({
      projects,
      keyHeader,
      control: createControl({ projects, keyHeader, sameSite, origin, stopping: stopping.signal }),
      reference: createReference({ description, apiKey, sameSite, origin }),
      inspector,
      sameSite,
      // Imported only here, since few emulators need it.
      cors: cors.length > 0 ? (await import("./http/cors.ts")).allowOrigins(cors) : undefined,
      publicUrl,
    });
    server = await listen(app, addresses.host, addresses.port);
    const { origin: url, close: stopListening } = server;
    const close = async () => {
      stopping.abort();
      projects.stop();
      await stopListening();
      projects.close();
      await file?.close();
    };
    const own = toPublic(projects.own);
    return {
      ...own,
      // A spread would copy the list as it is now.
      get requests() {
        return own.requests;
      },
      url,
      publicUrl: origin(),
      apiKey,
      basePath: description.basePath,
      operations: description.operations.length,
      project: async (key) => toPublic(await projects.of(key)),
      close,
      [Symbol.asyncDispose]: close,
    };
  }
}

/** The part of a project that users of the package see. */
function toPublic({ clock, faults, log, webhooks, ...project }: Project): EmulatedProject {
  return {
    clock: {
      now: clock.now,
      advance: clock.advance,
      freeze: clock.freeze,
      resume: clock.resume,
    },
    faults: {
      add: faults.add,
      addAll: faults.addAll,
      list: faults.list,
      remove: faults.remove,
      clear: faults.clear,
    },
    webhooks: { send: webhooks.send, list: webhooks.list },
    get requests() {
      return log.list();
    },
    reset: project.reset,
    snapshot: project.snapshot,
    restore: project.restore,
  };
}
