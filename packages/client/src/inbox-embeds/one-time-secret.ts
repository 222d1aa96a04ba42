/** Node and Bun read the first, Deno the second, when they print an object. */
const inspectors = [Symbol.for("nodejs.util.inspect.custom"), Symbol.for("Deno.customInspect")];

/**
 * Keeps fields out of `console.log` and `inspect`, and returns the same object. It stays a plain
 * one: the fields can be read, spread and written as JSON, since to lose a secret that is shown
 * once is worse.
 *
 * @param instead - what is printed in place of a field
 * @example
 * ```ts
 * import { hideFromInspect } from "@shared/kapso-client";
 *
 * console.log(hideFromInspect({ id: "1", token: "secret" }, ["token"], "[hidden]"));
 * // { id: '1', token: '[hidden]' }
 * ```
 */
export function hideFromInspect<T extends object>(
  value: T,
  fields: readonly (keyof T)[],
  instead = "[hidden: shown once, store it]",
): T {
  const hidden = Object.fromEntries(fields.map((field) => [field, instead]));
  for (const symbol of inspectors) {
    // The inspect function comes last on Node and Bun, first on Deno.
    Object.defineProperty(value, symbol, {
      value: (...given: unknown[]) => {
        const shown = { ...value, ...hidden };
        const inspect = given.find((one) => typeof one === "function") as
          | ((shown: object, options: unknown) => string)
          | undefined;
        const options = given.findLast((one) => typeof one === "object" && one !== null);
        return inspect ? inspect(shown, options) : JSON.stringify(shown);
      },
    });
  }
  return value;
}

/**
 * A copy of an embed without its secrets, for loggers that write objects as JSON. A list of embeds
 * and a response with an embed in it are copied the same way.
 *
 * @example
 * ```ts
 * import { embedForLogs } from "@shared/kapso-client";
 *
 * const options = { serializers: { embed: embedForLogs } }; // pino: log.info({ embed })
 * ```
 */
export function embedForLogs(embed: object): object {
  const hide = (name: string, value: unknown): unknown =>
    /^(token|embed_url)$/.test(name) ? "[hidden]" : value;
  return JSON.parse(JSON.stringify(embed ?? null, hide));
}
