import { KapsoConfigurationError } from "../errors/error-classes.ts";
import type { ErrorDetails } from "../errors/kapso-error.ts";
import { safeCause } from "../errors/redact.ts";
import { type KapsoClientOptions, readEnvironment } from "../options.ts";
import { within } from "./deadline.ts";

/** Hands out the key that requests are sent with. */
export interface ApiKeys {
  /**
   * @param refused - a key that the API has just rejected with a 401: the result is a newer one
   */
  get(refused?: string): string | Promise<string>;
  /** Calls the function again for the next call, since one has waited for this key in vain. */
  giveUp(waitedFor: string | Promise<string>): void;
  /** Every key that was handed out: what must not be printed. */
  known(): readonly string[];
}

/** How long the function may take, in milliseconds, whatever the time limits of the call. */
const keyLimit = 10_000;

/** The error of a call whose key did not come in time. */
export function lateKey(limit: string, details?: ErrorDetails): KapsoConfigurationError {
  return new KapsoConfigurationError(
    `The apiKey function did not return within ${limit}, so nothing was sent. The next call calls it again.`,
    details,
  );
}

/** Takes the key from the options or the environment; throws at once when there is none. */
export function createApiKeys(apiKey: KapsoClientOptions["apiKey"]): ApiKeys {
  if (typeof apiKey !== "function") {
    const fixed = apiKey === undefined ? keyFromEnvironment() : checkKey(apiKey, "apiKey");
    return { get: () => fixed, giveUp: () => {}, known: () => [fixed] };
  }
  let current: string | undefined;
  let previous: string | undefined;
  let fetching: Promise<string> | undefined;

  async function fetchKey(provider: () => string | Promise<string>): Promise<string> {
    const given = await within<string | Error>(
      keyLimit,
      [],
      async ({ timer }) => {
        // When no call waits any longer, this one must not keep the process from ending.
        (timer as { unref?: () => void }).unref?.();
        return provider();
      },
      () => lateKey(`${keyLimit} ms`),
    ).catch(
      (error: unknown) =>
        new KapsoConfigurationError(
          "The apiKey function failed, so nothing was sent; its error is the cause.",
          {},
          safeCause(error, current === undefined ? [] : [current]),
        ),
    );
    if (given instanceof KapsoConfigurationError) throw given;
    const key = checkKey(given, "What the apiKey function returned");
    if (key !== current) {
      previous = current;
      current = key;
    }
    return key;
  }

  function giveUp(waitedFor: unknown): void {
    if (fetching === waitedFor) fetching = undefined;
  }

  return {
    get(refused) {
      if (current !== undefined && current !== refused) return current;
      if (!fetching) {
        const begun = fetchKey(apiKey);
        fetching = begun;
        const end = (): void => giveUp(begun);
        begun.then(end, end);
      }
      return fetching;
    },
    giveUp,
    known: () => [current, previous].filter(Boolean) as string[],
  };
}

function keyFromEnvironment(): string {
  const key = readEnvironment("KAPSO_API_KEY");
  if (key === undefined) {
    throw new KapsoConfigurationError(
      "There is no API key: pass apiKey, or set the environment variable KAPSO_API_KEY.",
    );
  }
  return checkKey(key, "The environment variable KAPSO_API_KEY");
}

/** Cuts white space; rejects what no HTTP header can carry. Never says what the key was. */
function checkKey(given: unknown, where: string): string {
  const key = typeof given === "string" ? given.trim() : "";
  const problem =
    typeof given !== "string"
      ? `must be a string; got ${typeof given}`
      : key === ""
        ? "is empty"
        : /^["'`]|["'`]$/.test(key)
          ? "has quotes around it"
          : /^[\x21-\x7e]+$/.test(key)
            ? undefined
            : "holds white space or characters outside ASCII";
  if (problem) {
    throw new KapsoConfigurationError(`${where} ${problem}. Expected the project's API key.`);
  }
  return key;
}
