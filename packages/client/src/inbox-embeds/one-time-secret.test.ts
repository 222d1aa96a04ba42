import { inspect } from "node:util";
import { expect, it } from "vitest";
import { hideFromInspect } from "./one-time-secret.ts";

function make() {
  const embed = { id: "1", token: "SECRET", embed_url: "https://x/SECRET" };
  return hideFromInspect(embed, ["token", "embed_url"]);
}

it("does not show the fields in inspect, at any depth", () => {
  expect(inspect(make())).toContain("id: '1'");
  for (const shown of [
    inspect(make()),
    inspect({ deep: [make()] }),
    inspect(make(), { showHidden: true }),
  ]) {
    expect(shown).not.toContain("SECRET");
    expect(shown).toContain("hidden");
  }
});

it("does not show them through Deno's convention", () => {
  const value = make() as unknown as Record<
    symbol,
    (inspect: (value: object) => string, options: object) => string
  >;
  const shown = value[Symbol.for("Deno.customInspect")]?.((given) => JSON.stringify(given), {});
  expect(shown).toContain("hidden");
  expect(shown).not.toContain("SECRET");
});

it("keeps them for reading, JSON, spread and structuredClone", () => {
  expect(make().token).toBe("SECRET");
  expect(JSON.stringify(make())).toContain("SECRET");
  expect({ ...make() }.embed_url).toContain("SECRET");
  expect(structuredClone({ ...make() }).token).toBe("SECRET");
  expect(Object.getPrototypeOf(make())).toBe(Object.prototype);
  expect(Object.keys(make())).toEqual(["id", "token", "embed_url"]);
});

it("shows the given text in their place", () => {
  const hidden = hideFromInspect({ url: "SECRET" }, ["url"], "[opens the inbox]");
  expect(inspect(hidden)).toBe("{ url: '[opens the inbox]' }");
});
