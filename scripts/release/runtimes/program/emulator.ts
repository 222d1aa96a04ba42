import type { Settings } from "./check.ts";

/** The emulator's own interface, over HTTP, since the program runs elsewhere than the emulator. */
export interface RemoteEmulator {
  /** Switches a fault on. */
  fault(fault: Record<string, unknown>): Promise<void>;
  /** How many requests came, to this emulator or to the other one. */
  requests(): Promise<{ here: number; elsewhere: number }>;
  reset(): Promise<void>;
}

export function remoteEmulator({ baseUrl, elsewhereUrl }: Settings): RemoteEmulator {
  async function call(url: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(new URL(`/_emulator/${path}`, url), {
      method: body ? "POST" : "GET",
      headers: { "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the emulator responded with ${response.status}: ${text}`);
    return text && JSON.parse(text);
  }
  const count = async (url: string): Promise<number> => {
    const { data } = (await call(url, "requests")) as { data: unknown[] };
    return data.length;
  };
  return {
    fault: async (fault) => {
      await call(baseUrl, "faults", fault);
    },
    requests: async () => ({ here: await count(baseUrl), elsewhere: await count(elsewhereUrl) }),
    reset: async () => {
      for (const url of [baseUrl, elsewhereUrl]) await call(url, "reset", {});
    },
  };
}
