/** In what a runtime's `fetch` differs from others. */
export interface FetchManners {
  /** Whether it tells refused, unknown host and no TLS from a connection that broke. */
  tellsWhy: boolean;
  /** What it sends again by itself when a connection that was kept alive breaks before the answer. */
  sendsAgain: readonly ("GET" | "POST")[];
}

/** What a program is told by whoever runs it. */
export interface Settings {
  /** An emulator, with faults on demand. */
  baseUrl: string;
  apiKey: string;
  /** An address on loopback that nobody listens on. */
  refusedUrl: string;
  /** Another emulator: where a redirect leads to, and where no request may arrive. */
  elsewhereUrl: string;
  fetch: FetchManners;
}

export interface CheckResult {
  group: "smoke" | "faults";
  name: string;
  /** Only where it failed. */
  problem?: string;
}

/** What a program answers. */
export interface Report {
  results: CheckResult[];
  /** What it printed objects with: none of these may be in what it printed. */
  secrets: string[];
}

/** A behaviour to look at; throws, or is as it should be. */
export type Checks = Record<string, () => Promise<void>>;

export async function runChecks(
  group: CheckResult["group"],
  checks: Checks,
  reset: () => Promise<void>,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const [name, check] of Object.entries(checks)) {
    await reset();
    try {
      await check();
      results.push({ group, name });
    } catch (error) {
      results.push({ group, name, problem: error instanceof Error ? `${error}` : String(error) });
    }
  }
  return results;
}

/** Fails unless both are the same, as JSON. */
export function same(actual: unknown, expected: unknown): void {
  const [came, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (came !== wanted) throw new Error(`expected ${wanted}, came ${came}`);
}

/** What a call threw. */
export async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  const { error } = await call.then(
    () => ({ error: undefined }),
    (error: unknown) => ({ error }),
  );
  if (error === undefined) throw new Error("expected an error, none came");
  return error;
}
