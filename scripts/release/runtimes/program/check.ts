/** How a runtime's `fetch` differs from others. */
export interface FetchBehaviour {
  /** Whether its errors distinguish refused, unknown host and no TLS from a broken connection. */
  givesReason: boolean;
  /** What it retries itself when a connection that was kept alive breaks before the response. */
  resends: readonly "GET"[];
}

/** The input of the program. */
export interface Settings {
  /** An emulator, with faults on demand. */
  baseUrl: string;
  apiKey: string;
  /** An address on loopback on which nothing listens. */
  refusedUrl: string;
  /** Another emulator: where a redirect leads to, and where no request may arrive. */
  elsewhereUrl: string;
  fetch: FetchBehaviour;
}

export interface CheckResult {
  group: "smoke" | "faults";
  name: string;
  /** Only where it failed. */
  problem?: string;
}

/** The output of the program. */
export interface Report {
  results: CheckResult[];
  /** The secrets of the objects that it printed: none of these may be in its output. */
  secrets: string[];
}

/** Behaviours by name. A check throws where the behaviour is another. */
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

/** The error that a call threw. */
export async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  const { error } = await call.then(
    () => ({ error: undefined }),
    (error: unknown) => ({ error }),
  );
  if (error === undefined) throw new Error("expected an error, none came");
  return error;
}
