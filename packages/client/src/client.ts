import { type CallTable, specification } from "@shared/kapso-types";
import type { AnyCallTable } from "./calls/call-types.ts";
import type { Middleware } from "./calls/middleware.ts";
import { createVerbs, type KapsoVerbs } from "./calls/verbs.ts";
import { reject } from "./errors/reject.ts";
import {
  type CreatedInboxEmbed,
  type CreateInboxEmbedInput,
  createInboxEmbed,
} from "./inbox-embeds/create-inbox-embed.ts";
import { createInboxEmbeds, type InboxEmbeds } from "./inbox-embeds/inbox-embeds.ts";
import type { KapsoHooks } from "./observe/hooks.ts";
import { type Logger, levels, loggingHooks } from "./observe/logger.ts";
import { createObserver } from "./observe/observer.ts";
import {
  type CallOptions,
  checkOptions,
  clientOptionKinds,
  type DocumentFacts,
  type KapsoClientOptions,
} from "./options.ts";

/**
 * The API of one OpenAPI document.
 *
 * @typeParam Table - the document's generated `CallTable`
 */
export interface DocumentClient<Table extends AnyCallTable> extends KapsoVerbs<Table> {
  /**
   * Another client, like this one but for the options given: one per project, from one that has the
   * rest. It starts with this client's middleware, and has a separate retry budget.
   */
  withOptions: (changes: KapsoClientOptions) => DocumentClient<Table>;
}

/**
 * The Kapso Platform API. Its functions are properties and no methods: none needs `this`, and a
 * linter lets them be taken out of the client.
 */
export interface KapsoClient extends DocumentClient<CallTable> {
  /** {@link createInboxEmbed}, for this client. */
  createInboxEmbed: (
    input: CreateInboxEmbedInput,
    options?: CallOptions,
  ) => Promise<CreatedInboxEmbed>;
  /** Inbox embeds through their whole life: `create`, `list`, `get`, `update`, `revoke`, `rotate`. */
  readonly inboxEmbeds: InboxEmbeds;
  /**
   * Another client, like this one but for the options given: one per project, from one that has the
   * rest. An option that is `undefined` stays as it was; `headers` replaces all headers. The other
   * client starts with this client's middleware, and has a separate retry budget.
   */
  withOptions: (changes: KapsoClientOptions) => KapsoClient;
}

/** The client of a document: {@link KapsoClient} for the Kapso Platform API, the default. */
export type ClientOf<Table extends AnyCallTable> =
  IsDefault<Table> extends true ? KapsoClient : DocumentClient<Table>;

/** The platform's table, and none: what `ReturnType<typeof createKapsoClient>` has in its place. */
type IsDefault<Table> = [CallTable, Table] extends [Table, CallTable]
  ? true
  : AnyCallTable extends Table
    ? true
    : false;

/** A client of another document needs the address of that document's API. */
export type OptionsOf<Table extends AnyCallTable> =
  IsDefault<Table> extends true
    ? [options?: KapsoClientOptions]
    : [
        options: KapsoClientOptions &
          ({ specification: DocumentFacts } | { baseUrl: string | URL }),
      ];

/**
 * Makes a client. Nothing is sent before the first call.
 *
 * @typeParam Table - the generated `CallTable` of another document of `specs/`. Its client has all of
 *   the safety, and no functions for inbox embeds.
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
export function createKapsoClient<Table extends AnyCallTable = CallTable>(
  ...[options = {}]: OptionsOf<Table>
): ClientOf<Table> {
  // The one client, by the types of its document.
  return makeClient(options, []) as unknown as ClientOf<Table>;
}

const hookKinds = {
  onRequest: "function",
  onResponse: "function",
  onRetry: "function",
  onRetrySkipped: "function",
  onError: "function",
} as const satisfies Record<keyof KapsoHooks, string>;

function makeClient(options: KapsoClientOptions, middleware: Middleware[]): KapsoVerbs {
  checkOptions(options, clientOptionKinds, "options");
  const { hooks = [], logger, logLevel = "info" } = options;
  if (!levels.includes(logLevel)) {
    reject("logLevel", `must be one of ${levels.join(", ")}.`);
  }
  for (const hook of [hooks].flat()) checkOptions(hook, hookKinds, "hooks");
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
  const { document = specification.document } = options.specification ?? {};
  // Another document has none of these operations.
  const forEmbeds = document === specification.document && {
    createInboxEmbed: (input: CreateInboxEmbedInput, callOptions?: CallOptions) =>
      createInboxEmbed(verbs, input, callOptions),
    inboxEmbeds: createInboxEmbeds(verbs),
  };
  return Object.assign(verbs, forEmbeds, {
    withOptions(changes: KapsoClientOptions) {
      checkOptions(changes, clientOptionKinds, "options");
      // Else the key of the environment would be used, which may be another project's.
      if ("apiKey" in changes && changes.apiKey === undefined) {
        reject("apiKey", "is undefined: pass a key, or leave it out.");
      }
      const merged: Record<string, unknown> = {};
      // By name, since the options of a class can be getters, which a spread leaves out.
      for (const name in clientOptionKinds) {
        const value: unknown = changes[name as never];
        // As it was: the default of `baseUrl` or `fetch` would send the key elsewhere.
        merged[name] = value === undefined ? options[name as never] : value;
      }
      return makeClient(merged, [...middleware]);
    },
  });
}
