/** The longest delay that `setTimeout` keeps; above it the delay becomes 1 ms. */
const longestTimer = 2 ** 31 - 1;

/** Calls back after a time, however long; `Infinity` never does. Returns what cancels it. */
export function after(milliseconds: number, callback: () => void): () => void {
  if (milliseconds === Number.POSITIVE_INFINITY) return () => {};
  let left = milliseconds;
  let timer: ReturnType<typeof setTimeout>;
  const arm = (): void => {
    const delay = Math.min(left, longestTimer);
    left -= delay;
    timer = setTimeout(left > 0 ? arm : callback, delay);
  };
  arm();
  return () => clearTimeout(timer);
}

/** Why work was ended before it was done. */
export type Ending = "time" | "aborted";

/** What work may look at while it goes on. */
export interface Limits {
  readonly signal: AbortSignal;
  /** Why the work was ended; `undefined` while it goes on. */
  readonly ended: Ending | undefined;
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
    // A field and no getter: defining one costs more than all the rest here.
    const limits = { signal: controller.signal, ended: undefined as Ending | undefined };
    const end = (why: Ending): void => {
      if (limits.ended) return;
      limits.ended = why;
      release();
      controller.abort();
      resolve(orElse(why));
    };
    const onAbort = (): void => end("aborted");
    const cancel = after(Math.max(0, milliseconds), () => end("time"));
    const release = (): void => {
      cancel();
      for (const signal of signals) unlisten(signal, onAbort);
    };
    // A negative delay makes Node print a warning.
    if (milliseconds <= 0 && !signals.some(({ aborted }) => aborted)) return end("time");
    // Not AbortSignal.any: what it makes of a long-lived signal is never collected on Node 20.
    for (const signal of signals) {
      if (signal.aborted) return onAbort();
      listen(signal, onAbort);
    }
    work(limits).then(
      (result) => {
        release();
        resolve(result);
      },
      (error) => {
        release();
        reject(error);
      },
    );
  });
}

type Callbacks = Set<() => void> & { run?: () => void };
const callbacksKey = Symbol.for("@shared/kapso-client/aborts");

/** One listener for all calls: Node 20 warns of a leak when a signal has more than ten. */
function listen(signal: AbortSignal & { [callbacksKey]?: Callbacks }, callback: () => void): void {
  const callbacks: Callbacks = signal[callbacksKey] ?? new Set();
  signal[callbacksKey] = callbacks;
  callbacks.run ??= () => {
    for (const one of callbacks) one();
  };
  callbacks.add(callback);
  // Adding the same listener again changes nothing.
  signal.addEventListener("abort", callbacks.run);
}

function unlisten(
  signal: AbortSignal & { [callbacksKey]?: Callbacks },
  callback: () => void,
): void {
  const callbacks = signal[callbacksKey];
  callbacks?.delete(callback);
  if (callbacks?.run && callbacks.size === 0) signal.removeEventListener("abort", callbacks.run);
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
