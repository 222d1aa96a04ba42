/** The longest delay that `setTimeout` keeps; above it the delay becomes 1 ms. */
const longestTimer = 2 ** 31 - 1;

/** Why work was ended before it was done. */
export type Ending = "time" | "aborted";

/** What work may look at while it goes on. */
export interface Limits {
  readonly signal: AbortSignal;
  /** The timer of the work's time. */
  readonly timer: ReturnType<typeof setTimeout> | undefined;
  /** Why the work was ended; `undefined` while it goes on. */
  readonly ended: Ending | undefined;
}

/** A timer and listeners around work. One object, since closures in its place cost each call more. */
interface Watch {
  readonly controller: AbortController;
  readonly signal: AbortSignal;
  readonly signals: readonly AbortSignal[];
  ended: Ending | undefined;
  left: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  readonly onEnd: (why: Ending) => void;
}

function end(watch: Watch, why: Ending): void {
  if (watch.ended) return;
  watch.ended = why;
  release(watch);
  watch.controller.abort();
  watch.onEnd(why);
}

function release(watch: Watch): void {
  clearTimeout(watch.timer);
  for (const signal of watch.signals) unlisten(signal, watch);
}

function arm(watch: Watch): void {
  const delay = Math.min(watch.left, longestTimer);
  watch.left -= delay;
  watch.timer = setTimeout(onTimer, delay, watch);
}

function onTimer(watch: Watch): void {
  if (watch.left > 0) arm(watch);
  else end(watch, "time");
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
    const controller = new AbortController();
    const watch: Watch = {
      controller,
      // A field and no getter: defining one costs more than all the rest here.
      signal: controller.signal,
      signals,
      ended: undefined,
      left: milliseconds,
      timer: undefined,
      onEnd: (why) => resolve(orElse(why)),
    };
    // Not AbortSignal.any: what it makes of a long-lived signal is never collected on Node 20.
    if (signals.some(({ aborted }) => aborted)) end(watch, "aborted");
    // A negative delay makes Node print a warning.
    if (milliseconds <= 0) end(watch, "time");
    if (watch.ended) return;
    for (const signal of signals) listen(signal, watch);
    if (milliseconds < Number.POSITIVE_INFINITY) arm(watch);
    // Not `finally`, which takes two more turns of the event loop.
    work(watch).then(
      (result) => {
        release(watch);
        resolve(result);
      },
      (error) => {
        release(watch);
        reject(error);
      },
    );
  });
}

type Watches = Set<Watch> & { run?: () => void };
/** Of each signal. Not a property of it, since the object is the caller's, and may take none. */
const watchesOf = new WeakMap<AbortSignal, Watches>();

/** One listener for all calls: Node 20 warns of a leak when a signal has more than ten. */
function listen(signal: AbortSignal, watch: Watch): void {
  const watches: Watches = watchesOf.get(signal) ?? new Set();
  watchesOf.set(signal, watches);
  watches.run ??= () => {
    for (const one of watches) end(one, "aborted");
  };
  watches.add(watch);
  // Adding the same listener again changes nothing.
  signal.addEventListener("abort", watches.run);
}

function unlisten(signal: AbortSignal, watch: Watch): void {
  const watches = watchesOf.get(signal);
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
