import type { CallTable, OperationTable } from "@shared/kapso-types";
import { operationTable } from "@shared/kapso-types/openapi-platform/operations";
import type { AnyCallTable } from "./calls/call-types.ts";
import type { AnyResult } from "./calls/unwrap.ts";
import type { DocumentClient, KapsoClient } from "./client.ts";
import { type CallOptions, type InternalCallOptions, operationKey } from "./options.ts";

/** A function per operation, by its `operationId` in camel case. */
export type Operations<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends {
    init: infer I extends [init?: unknown];
    result: infer R;
  }
    ? (...args: [...init: I, options?: CallOptions | undefined]) => Promise<R>
    : never;
};

type AnyVerb = (path: string, init: unknown, options: CallOptions) => Promise<AnyResult>;

/**
 * The operations of a client by name: each function takes what the operation's verb takes after the
 * path, and does the same. Errors, hooks and logs of its calls name the `operationId`.
 *
 * @example
 * ```ts
 * import { createKapsoClient, unwrap } from "@shared/kapso-client";
 * import { operations } from "@shared/kapso-client/operations";
 *
 * const api = operations(createKapsoClient());
 * const { data } = await unwrap(api.listInboxEmbeds({ params: { query: { status: "active" } } }));
 * console.log(data.length);
 * ```
 */
export function operations(
  kapso: KapsoClient,
  table?: OperationTable<CallTable["operations"]>,
): Operations<CallTable["operations"]>;
/**
 * The same for a client of another document.
 *
 * @param table - the document's generated `operationTable`
 */
export function operations<Table extends AnyCallTable>(
  // Not the default client with the names of another document.
  kapso: DocumentClient<Table> & { readonly inboxEmbeds?: never },
  table: OperationTable<Table["operations"]>,
): Operations<Table["operations"]>;
export function operations(
  kapso: object,
  table: Readonly<Record<string, readonly [string, string, string?]>> = operationTable,
): object {
  const verbs = kapso as Readonly<Record<string, AnyVerb | undefined>>;
  return Object.fromEntries(
    Object.entries(table).map(([name, [method, path, id = name]]) => [
      name,
      (init?: unknown, options?: CallOptions) => {
        const named: InternalCallOptions = { ...options, [operationKey]: id };
        return verbs[method]?.(path, init, named);
      },
    ]),
  );
}
