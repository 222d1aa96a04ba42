import type { CreateInboxEmbedInput, KapsoClient } from "@shared/kapso-client";
import { InboxEmbedError } from "./embeds-error.ts";
import type { EmbedStore } from "./stores/store.ts";

/** The clock for leases, graces and waits. A test passes a fake clock. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when the signal ends the wait earlier. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The most that `setTimeout` takes (32 bits); a longer time would end at once. */
const longestTimer = 2 ** 31 - 1;

/** The machine's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    for (let left = ms; left > 0; left -= longestTimer) {
      await sleepOnce(Math.min(left, longestTimer), signal);
    }
  },
};

function sleepOnce(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** Ten years in milliseconds: a longer time is a mistake in the unit. */
const longestTime = 10 * 365.25 * 86_400_000;

/**
 * Checks a time in milliseconds.
 *
 * @throws InboxEmbedError `input` unless it is a number from `least` to `most`
 */
export function checkTime(
  name: string,
  ms: unknown,
  least = 0,
  most: number = longestTime,
): number {
  if (typeof ms === "number" && ms >= least && ms <= most) return ms;
  throw new InboxEmbedError(
    "input",
    `${name} must be milliseconds from ${least} to ${most}; got ${typeof ms === "number" ? ms : typeof ms}.`,
  );
}

/** @throws InboxEmbedError `input` unless it is one of the values */
export function checkChoice<T extends string | boolean>(
  name: string,
  given: unknown,
  values: readonly T[],
): T {
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  const expected = values.map((value) => JSON.stringify(value)).join(" or ");
  throw new InboxEmbedError("input", `${name} must be ${expected}; got ${typeof given}.`);
}

/** The options of every function of this package. */
export interface DeploymentOptions {
  /** The client, or only its verbs. */
  kapso: Pick<KapsoClient, "GET" | "POST" | "PATCH" | "DELETE">;
  /** The store of the records: the same for every replica. */
  store: EmbedStore;
  /**
   * This service in this environment, for example `"shop-production"`: part of every embed's name.
   * One store, one deployment. **A restored or copied store needs another deployment**, otherwise a
   * sweep with it would revoke embeds that the original created. A deployment belongs to one Kapso
   * project.
   */
  deployment: string;
  /** @default systemClock */
  clock?: Clock | undefined;
  /** Aborts waits and calls. The next call for the key completes what this call began. */
  signal?: AbortSignal | undefined;
}

/** The options of functions for one embed of a deployment. */
export interface KeyOptions extends DeploymentOptions {
  /** The purpose of the embed, for example `"customer:42"`. */
  key: string;
}

/** The options of functions that create an embed, with the time limits. */
export interface CreateOptions extends KeyOptions {
  /**
   * The wanted embed, as `kapso.createInboxEmbed` takes it. A function is called for each creation,
   * so that an `expires_at` can count from then. `name` becomes the readable part.
   */
  create: CreateInboxEmbedInput | (() => CreateInboxEmbedInput);
  /**
   * Whether to replace a stored embed that the API does not show, and to create embeds although the
   * API shows none that this deployment created. For an operator who is sure that the embeds are gone,
   * for example after a move to another project. The new embed then decides the project. Set it for
   * one call: left on, a replica with a wrong key would replace embeds that work.
   * @default false
   */
  replaceMissing?: boolean | undefined;
  /**
   * Milliseconds for which other processes wait for a creation. The lease only stops processes from
   * overtaking each other without end. A lease that is too short does no harm.
   * @default 45_000
   */
  lease?: number | undefined;
  /**
   * Milliseconds that one POST may take.
   * @default 20_000
   */
  timeout?: number | undefined;
  /**
   * Milliseconds for the whole call, with its waits for other processes and its retries. A request
   * that is under way at the end may take a second more.
   * @default 90_000
   */
  waitFor?: number | undefined;
  /**
   * Milliseconds after which a POST without a response has taken effect or never will.
   * @default 600_000
   */
  settled?: number | undefined;
}
