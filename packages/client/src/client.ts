import type { Middleware } from "./calls/middleware.ts";
import { createVerbs, type KapsoVerbs } from "./calls/verbs.ts";
import { reject } from "./errors/reject.ts";
import {
  type CreatedInboxEmbed,
  type CreateInboxEmbedInput,
  createInboxEmbed,
} from "./inbox-embeds/create-inbox-embed.ts";
import { createInboxEmbeds, type InboxEmbeds } from "./inbox-embeds/inbox-embeds.ts";
import { type Logger, levels, loggingHooks } from "./observe/logger.ts";
import { createObserver } from "./observe/observer.ts";
import type { CallOptions, KapsoClientOptions } from "./options.ts";

/** The Kapso Platform API. */
export interface KapsoClient extends KapsoVerbs {
  /** {@link createInboxEmbed}, for this client. */
  createInboxEmbed(input: CreateInboxEmbedInput, options?: CallOptions): Promise<CreatedInboxEmbed>;
  /** Inbox embeds through their whole life: `create`, `list`, `get`, `update`, `revoke`, `rotate`. */
  readonly inboxEmbeds: InboxEmbeds;
  /**
   * Another client, like this one but for the options given: one per project, from one that has the
   * rest. It starts with this client's middleware, and has a retry budget of its own.
   */
  withOptions(changes: KapsoClientOptions): KapsoClient;
}

/**
 * Makes a client. Nothing is sent before the first call.
 *
 * @throws KapsoConfigurationError when there is no API key or it cannot be one, when `baseUrl` is
 *   not an https: URL, and in browsers
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 *
 * const kapso = createKapsoClient(); // the key is in KAPSO_API_KEY
 * const embed = await kapso.createInboxEmbed({ scope_type: "project" });
 * ```
 */
export function createKapsoClient(options: KapsoClientOptions = {}): KapsoClient {
  return makeClient(options, []);
}

function makeClient(options: KapsoClientOptions, middleware: Middleware[]): KapsoClient {
  const { hooks = [], logger, logLevel = "info" } = options;
  if (!levels.includes(logLevel)) {
    reject("logLevel", `must be one of ${levels.join(", ")}.`);
  }
  for (const level of logger ? levels.slice(0, 4) : []) {
    if (typeof logger?.[level as keyof Logger] !== "function") {
      reject("logger", `has no ${level}(). messageFirst() adapts others.`);
    }
  }
  const listeners = [hooks, logger ? loggingHooks(logger, logLevel) : []].flat();
  const observer = createObserver(listeners, (hook, error) =>
    logger?.warn({ hook, error }, `Kapso: the hook ${hook} failed (${error})`),
  );
  const verbs = createVerbs(options, observer, middleware);
  return Object.assign(verbs, {
    createInboxEmbed: (input: CreateInboxEmbedInput, callOptions?: CallOptions) =>
      createInboxEmbed(verbs, input, callOptions),
    inboxEmbeds: createInboxEmbeds(verbs),
    withOptions(changes: KapsoClientOptions) {
      // Else the key of the environment would be used, which may be another project's.
      if ("apiKey" in changes && changes.apiKey === undefined) {
        reject("apiKey", "is undefined: pass a key, or leave it out.");
      }
      return makeClient({ ...options, ...changes }, [...middleware]);
    },
  });
}
