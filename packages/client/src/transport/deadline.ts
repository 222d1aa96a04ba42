/** The longest delay that `setTimeout` keeps; above it the delay becomes 1 ms. */
const longestTimer = 2 ** 31 - 1;

/** Why work was ended before it was done. */
export type Ending = "time" | "aborted";

/** What work may look at while it goes on. */
export interface Limits {
  readonly signal: AbortSignal;
  /** Why the work was ended; `undefined` while it goes on. */
  readonly ended: Ending | undefined;
}

/** A timer and listeners around work. A class, since closures in its place cost each call more. */
class Watch<T> implements Limits {
  readonly controller: AbortController = new AbortController();
  readonly signal: AbortSignal = this.controller.signal;
  readonly signals: readonly AbortSignal[];
  ended: Ending | undefined = undefined;
  left: number;
  timer: ReturnType<typeof setTimeout> | undefined = undefined;
  readonly onEnd: (why: Ending) => T;
  readonly resolve: (result: T) => void;

  constructor(
    milliseconds: number,
    signals: readonly AbortSignal[],
    onEnd: (why: Ending) => T,
    resolve: (result: T) => void,
  ) {
    this.left = milliseconds;
    this.signals = signals;
    this.onEnd = onEnd;
    this.resolve = resolve;
    // Not AbortSignal.any: what it makes of a long-lived signal is never collected on Node 20.
    for (const signal of signals) {
      if (signal.aborted) {
        this.end("aborted");
        break;
      }
      listen(signal, this);
    }
    // A negative delay makes Node print a warning.
    if (milliseconds <= 0) this.end("time");
    if (!this.ended && milliseconds < Number.POSITIVE_INFINITY) arm(this);
  }

  end(why: Ending): void {
    if (this.ended) return;
    this.ended = why;
    this.release();
    this.controller.abort();
    this.resolve(this.onEnd(why));
  }

  release(): void {
    clearTimeout(this.timer);
    for (const signal of this.signals) unlisten(signal, this);
  }
}

type AnyWatch = Pick<Watch<unknown>, "end" | "left" | "timer">;

function arm(watch: AnyWatch): void {
  const delay = Math.min(watch.left, longestTimer);
  watch.left -= delay;
  watch.timer = setTimeout(onTimer, delay, watch);
}

function onTimer(watch: AnyWatch): void {
  if (watch.left > 0) arm(watch);
  else watch.end("time");
}

/**
 * Does work until it is done, its time is up, or a signal fires, whichever is first; then lets go
 * of timer and listeners. When time or signal is first, the result is `orElse`'s at once, since
 * some work ignores its signal. Work is not begun when a signal has fired before, or without time.
 */
export function within<T>(
  milliseconds: number,
  signals: readonly AbortSignal[],
  work: (limits: Limits) => Promise<T>,
  orElse: (why: Ending) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const watch = new Watch(milliseconds, signals, orElse, resolve);
    if (watch.ended) return;
    work(watch).then(
      (result) => {
        watch.release();
        resolve(result);
      },
      (error) => {
        watch.release();
        reject(error);
      },
    );
  });
}

type Watches = Set<AnyWatch> & { run?: () => void };
const watchesKey: unique symbol = Symbol("watches");

/** One listener for all calls: Node 20 warns of a leak when a signal has more than ten. */
function listen(signal: AbortSignal & { [watchesKey]?: Watches }, watch: AnyWatch): void {
  const watches: Watches = signal[watchesKey] ?? new Set();
  signal[watchesKey] = watches;
  watches.run ??= () => {
    for (const one of watches) one.end("aborted");
  };
  watches.add(watch);
  // Adding the same listener again changes nothing.
  signal.addEventListener("abort", watches.run);
}

function unlisten(signal: AbortSignal & { [watchesKey]?: Watches }, watch: AnyWatch): void {
  const watches = signal[watchesKey];
  watches?.delete(watch);
  if (watches?.run && watches.size === 0) signal.removeEventListener("abort", watches.run);
}

/** Waits. The result is `false` at once when a signal fires, `true` when the time is up. */
export function pause(milliseconds: number, signals: readonly AbortSignal[]): Promise<boolean> {
  return within(
    milliseconds,
    signals,
    () => new Promise<never>(() => {}),
    (why) => why === "time",
  );
}
