import { createHash } from "node:crypto";
import { createApi } from "./api/api.ts";
import type { Finder } from "./api/find-operation.ts";
import { createClock } from "./clock.ts";
import type { Description } from "./description/description.ts";
import { createFaults } from "./faults/faults.ts";
import { createExchange } from "./http/exchange.ts";
import type { Project, Projects } from "./http/project.ts";
import type { EmulatorOptions } from "./options.ts";
import { plantThings } from "./plant-things.ts";
import { createRequestLog } from "./request-log.ts";
import { createDirectory } from "./resources/embeds/directory.ts";
import { createInboxEmbeds } from "./resources/embeds/inbox-embeds.ts";
import { createPlainResources } from "./resources/plain-resources.ts";
import { putExamples, putRecords } from "./resources/records.ts";
import { createResponder } from "./resources/responder.ts";
import {
  isSnapshot,
  restoreSnapshot,
  type Store,
  scopeStore,
  scopesOf,
  takeSnapshot,
} from "./state/store.ts";
import { createWebhooksOut } from "./webhooks/webhooks-out.ts";

/** The projects of an emulator, with what starts and ends them. */
export interface OwnedProjects extends Projects {
  /** The project of the emulator's key. */
  own: Project;
  /** Ends all waits, so that requests under way can end. */
  stop(): void;
  /** Aborts deliveries and timers. */
  close(): void;
}

interface ProjectParts {
  description: Description;
  finder: Finder;
  options: EmulatorOptions;
  store: Store;
  apiKey: string;
  /** The origin that `embed_url` begins with. */
  origin(): string;
}

/**
 * Opens the project of the emulator's key, and with `isolateKeys` one for each other key as it
 * comes.
 *
 * @throws Error when a thing, record or fault of the options is not well-formed.
 */
export async function openProjects(parts: ProjectParts): Promise<OwnedProjects> {
  const { options, store, apiKey } = parts;
  const isolated = options.isolateKeys === true;
  const others = new Map<string, Promise<Project>>();
  const opened: Project[] = [];

  async function open(part: Store, accepts: (key: string) => boolean): Promise<Project> {
    const project = createProject({ ...parts, store: part }, accepts);
    await project.begin();
    opened.push(project);
    return project;
  }

  const own = await open(
    isolated ? scopeStore(store) : store,
    (key) => key === apiKey || (isolated && key !== ""),
  );
  const withId = (id: string): Promise<Project> => {
    const known = others.get(id);
    if (known) return known;
    const project = open(scopeStore(store, id), () => true);
    others.set(id, project);
    return project;
  };
  // Their embeds' pages must open before a request with their key comes.
  if (isolated) for (const id of scopesOf(store)) await withId(id);
  return {
    own,
    of: async (key) => (!isolated || !key || key === apiKey ? own : withId(idOf(key))),
    withToken: (token) => opened.find(({ embeds }) => embeds.hasToken(token)) ?? own,
    stop: () => {
      for (const { clock } of opened) clock.stop();
    },
    close: () => {
      for (const { webhooks, clock } of opened) {
        webhooks.close();
        clock.reset();
      }
    },
  };
}

// The key itself is kept nowhere.
function idOf(apiKey: string): string {
  return createHash("sha256").update(apiKey).digest("hex").slice(0, 32);
}

/** A project without any things yet. */
interface NewProject extends Project {
  /** Creates the things of the options, unless the store has things already. */
  begin(): Promise<void>;
}

function createProject(parts: ProjectParts, accepts: (key: string) => boolean): NewProject {
  const { description, finder, options, store, origin, apiKey } = parts;
  const clock = createClock();
  const faults = createFaults();
  const log = createRequestLog();
  const webhooks = createWebhooksOut(clock);
  const { now } = clock;
  const embeds = createInboxEmbeds({
    description,
    store,
    directory: createDirectory(options, store),
    now,
    origin,
  });
  const resources = createPlainResources({ description, store, now, except: ["/inbox_embeds"] });
  const respond = createResponder(description, embeds, resources);
  const api = createApi({ description, finder, accepts, respond, store });
  const exchange = createExchange({ finder, keyHeader: description.keyHeader, faults, clock, log });

  async function plant(): Promise<void> {
    const { records = {}, examples = false, things = {} } = options;
    if (examples) putExamples(description, store);
    putRecords(description, store, records);
    await plantThings(api, description, apiKey, things);
  }
  function addFaults(): void {
    for (const fault of options.faults ?? []) faults.add(fault);
  }
  if (options.onRequest) log.subscribe(options.onRequest);
  return {
    api,
    clock,
    embeds,
    exchange,
    faults,
    log,
    store,
    webhooks,
    begin: async () => {
      if (store.names().length === 0) await plant();
      addFaults();
      // A state file that cannot be written to fails here, rather than at the first response.
      await store.saved();
    },
    reset: async () => {
      clock.reset();
      faults.clear();
      log.clear();
      webhooks.clear();
      store.clear();
      await plant();
      addFaults();
      await store.saved();
    },
    snapshot: () => takeSnapshot(store),
    restore: async (snapshot) => {
      if (!isSnapshot(snapshot)) {
        throw new Error(
          'This is not a snapshot. Expected an object with "version": 1 and "collections", as snapshot() and GET /_emulator/state return it.',
        );
      }
      restoreSnapshot(store, snapshot);
      await store.saved();
    },
  };
}
