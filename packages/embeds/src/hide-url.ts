const INSPECTORS = [Symbol.for("nodejs.util.inspect.custom"), Symbol.for("Deno.customInspect")];

/** Keeps `embed_url` out of `console.log`; it is there to be read, spread and written as JSON. */
export function hideUrl<T extends { embed_url: string }>(value: T): T {
  for (const symbol of INSPECTORS) {
    Object.defineProperty(value, symbol, {
      value: (...given: unknown[]) => {
        const shown = { ...value, embed_url: "[hidden: opens the inbox]" };
        // The inspect function comes last on Node and Bun, first on Deno.
        const inspect = given.find((one) => typeof one === "function");
        const options = given.findLast((one) => typeof one === "object" && one !== null);
        return inspect ? (inspect(shown, options) as string) : JSON.stringify(shown);
      },
    });
  }
  return value;
}
