const HIDDEN = "[hidden: shown once, store it]";

/** Node and Bun ask the first, Deno the second, when they print an object. */
const INSPECTORS = [Symbol.for("nodejs.util.inspect.custom"), Symbol.for("Deno.customInspect")];

/**
 * Keeps fields out of `console.log` and `inspect`. The object stays a plain one: the fields are
 * there to be read, spread and written as JSON, since losing a secret that is shown once is worse.
 */
export function hideFromInspect<T extends object>(value: T, fields: readonly (keyof T)[]): T {
  const hidden = Object.fromEntries(fields.map((field) => [field, HIDDEN]));
  for (const symbol of INSPECTORS) {
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
