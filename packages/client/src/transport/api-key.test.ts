import { inspect } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { plantedKey } from "../testing/server.ts";
import { createApiKeys } from "./api-key.ts";

afterEach(() => vi.unstubAllEnvs());

describe("a key that is given or in the environment", () => {
  it("is cut free of the white space that pasting leaves", () => {
    expect(createApiKeys(`\n ${plantedKey}\t`).get()).toBe(plantedKey);
    vi.stubEnv("KAPSO_API_KEY", `${plantedKey}\n`);
    expect(createApiKeys(undefined).get()).toBe(plantedKey);
  });

  it("must be given", () => {
    vi.stubEnv("KAPSO_API_KEY", undefined);
    expect(() => createApiKeys(undefined)).toThrow("set the environment variable KAPSO_API_KEY");
    vi.stubEnv("KAPSO_API_KEY", "  ");
    expect(() => createApiKeys(undefined)).toThrow(
      "The environment variable KAPSO_API_KEY is empty",
    );
  });

  it.each([
    `${plantedKey}\r\nX-Evil: 1`,
    `Bearer ${plantedKey}`,
    `${plantedKey}\u2028${plantedKey}`,
    `${plantedKey}é`,
    "\u0000",
  ])("is rejected when no header can carry it, and not printed (%#)", (key) => {
    expect(() => createApiKeys(key)).toThrow("outside ASCII");
    expect(() => createApiKeys(key)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(plantedKey) }),
    );
  });

  it.each([`"${plantedKey}"`, `'${plantedKey}'`, `"${plantedKey}`])(
    "is rejected in quotes (%#)",
    (key) => {
      vi.stubEnv("KAPSO_API_KEY", key);
      expect(() => createApiKeys(undefined)).toThrow("KAPSO_API_KEY has quotes around it");
    },
  );

  it("is rejected when it is no string", () => {
    expect(() => createApiKeys(42 as never)).toThrow("apiKey must be a string; got number");
    expect(() => createApiKeys(null as never)).toThrow("must be a string; got");
  });
});

describe("a function", () => {
  it("is called once, however many calls wait for it", async () => {
    const provider = vi.fn(async () => ` ${plantedKey} `);
    const keys = createApiKeys(provider);
    expect(await Promise.all([keys.get(), keys.get(), keys.get()])).toEqual([
      plantedKey,
      plantedKey,
      plantedKey,
    ]);
    expect(keys.get()).toBe(plantedKey);
    expect(provider).toHaveBeenCalledTimes(1);
  });

  it("is called again after a 401, once for all calls", async () => {
    const provider = vi.fn().mockReturnValueOnce("old").mockReturnValue("new");
    const keys = createApiKeys(provider);
    expect(await keys.get()).toBe("old");
    expect(await Promise.all([keys.get("old"), keys.get("old")])).toEqual(["new", "new"]);
    expect(keys.get("old")).toBe("new");
    expect(provider).toHaveBeenCalledTimes(2);
    expect(keys.known()).toEqual(["new", "old"]);
  });

  it("is called again after it failed", async () => {
    const keys = createApiKeys(
      vi.fn().mockRejectedValueOnce(new Error("vault is sealed")).mockResolvedValue(plantedKey),
    );
    const error = await Promise.resolve(keys.get()).catch((problem) => problem);
    expect(error.message).toContain("The apiKey function failed");
    expect(inspect(error)).toContain("vault is sealed");
    expect(await keys.get()).toBe(plantedKey);
  });

  it("is called again after it threw without a promise", async () => {
    const provider = vi
      .fn(() => plantedKey)
      .mockImplementationOnce(() => {
        throw new Error("vault is sealed");
      });
    const keys = createApiKeys(provider);
    await expect(keys.get()).rejects.toThrow("The apiKey function failed");
    expect(await keys.get()).toBe(plantedKey);
  });

  it("has a separate time limit, and is called again after that", async () => {
    vi.useFakeTimers();
    const provider = vi
      .fn(async () => plantedKey)
      .mockImplementationOnce(() => new Promise<never>(() => {}));
    const keys = createApiKeys(provider);
    const first = expect(keys.get()).rejects.toThrow(
      "The apiKey function did not return within 10000 ms",
    );
    await vi.advanceTimersByTimeAsync(10_000);
    await first;
    expect(await keys.get()).toBe(plantedKey);
    vi.useRealTimers();
  });

  it("threat: one that hangs keeps the process from ending when no call waits any longer", () => {
    const timers = () =>
      process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;
    const before = timers();
    createApiKeys(() => new Promise<never>(() => {})).get();
    expect(timers()).toBe(before);
  });

  it("is not waited for any longer once a call has given up, and a late key still counts", async () => {
    let deliver: ((key: string) => void) | undefined;
    const provider = vi
      .fn(async () => "second")
      .mockImplementationOnce(() => new Promise<string>((resolve) => (deliver = resolve)));
    const keys = createApiKeys(provider);
    const first = keys.get() as Promise<string>;
    keys.giveUp(first);
    expect(await keys.get()).toBe("second");
    keys.giveUp(first);
    deliver?.("late");
    expect(await first).toBe("late");
    expect(keys.known()).toEqual(["late", "second"]);
    expect(provider).toHaveBeenCalledTimes(2);
  });

  it.each(["", undefined, `${plantedKey} ${plantedKey}`])(
    "is an error when it returns no key (%#)",
    async (key) => {
      const keys = createApiKeys(() => key as string);
      const error = await Promise.resolve(keys.get()).catch((problem) => problem);
      expect(error.message).toMatch(/^What the apiKey function returned/);
      expect(inspect(error)).not.toContain(plantedKey);
    },
  );
});
