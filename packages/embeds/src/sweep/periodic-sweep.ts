import { checkChoice, checkTime, systemClock } from "../options.ts";
import { checkDeployment } from "../protocol/embed-name.ts";
import { type SweepOptions, type SweepReport, sweepInboxEmbeds } from "./sweep.ts";

/** The options of {@link startPeriodicSweep}. */
export interface PeriodicSweepOptions extends Omit<SweepOptions, "signal"> {
  /**
   * Milliseconds between two sweeps, at least 1,000; an earlier time that a record hints at has precedence.
   * @default 3_600_000
   */
  every?: number | undefined;
  /** Gets the report of each sweep. An error that it throws goes to `onError`. */
  onReport?: ((report: SweepReport) => void | Promise<void>) | undefined;
  /**
   * Gets the error of a sweep that failed; the next sweep still runs. An error that it throws goes to
   * `console.error`.
   */
  onError?: ((error: unknown) => void | Promise<void>) | undefined;
}

/** Sweeps that run. */
export interface PeriodicSweep {
  /** Ends the sweeps; resolves when a sweep that is under way has ended. */
  stop(): Promise<void>;
  /** The same as {@link PeriodicSweep.stop}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The shortest time between two sweeps, also with hints. */
const minimumPause = 1_000;

/**
 * Sweeps at once and then periodically until it is stopped. An embed can appear long after its
 * process was killed, so run it as long as the service runs. Any number of replicas may run
 * it. A dry run by default.
 *
 * @example
 * ```ts
 * import { createKapsoClient } from "@shared/kapso-client";
 * import { memoryStore, startPeriodicSweep } from "@shared/kapso-embeds";
 *
 * const sweeping = startPeriodicSweep({
 *   kapso: createKapsoClient(),
 *   store: memoryStore(),
 *   deployment: "shop-production",
 *   dryRun: false,
 *   onError: (error) => console.error(error),
 * });
 * await sweeping.stop();
 * ```
 */
export function startPeriodicSweep(options: PeriodicSweepOptions): PeriodicSweep {
  const { onReport, onError, clock = systemClock } = options;
  const every = checkTime("every", options.every ?? 3_600_000, minimumPause);
  checkChoice("dryRun", options.dryRun ?? true, [true, false]);
  checkDeployment(options.deployment);
  const stopping = new AbortController();
  const { signal } = stopping;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      let pause = every;
      try {
        const report = await sweepInboxEmbeds({ ...options, signal });
        if (report.sweepAfter !== null && !report.dryRun) {
          pause = Math.min(every, Math.max(report.sweepAfter - clock.now(), minimumPause));
        }
        await onReport?.(report);
      } catch (error) {
        if (!signal.aborted) await reportTo(onError, error);
      }
      await clock.sleep(pause, signal).catch(() => undefined);
    }
  }

  const running = run();
  const stop = (): Promise<void> => {
    stopping.abort();
    return running;
  };
  return { stop, [Symbol.asyncDispose]: stop };
}

/** An error in the caller's own function must end neither the sweeps nor the process. */
async function reportTo(onError: PeriodicSweepOptions["onError"], error: unknown): Promise<void> {
  try {
    await onError?.(error);
  } catch (thrown) {
    console.error("onError of startPeriodicSweep threw; the sweeps continue.", thrown);
  }
}
