/** The longest delay that `setTimeout` keeps; above it the delay becomes 1 ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Calls back after a time, however long; `Infinity` never does. Returns how to call it off. */
export function after(milliseconds: number, callback: () => void): () => void {
  if (milliseconds === Number.POSITIVE_INFINITY) return () => {};
  let left = milliseconds;
  let timer: ReturnType<typeof setTimeout>;
  const arm = (): void => {
    const delay = Math.min(left, LONGEST_TIMER);
    left -= delay;
    timer = setTimeout(left > 0 ? arm : callback, delay);
  };
  arm();
  return () => clearTimeout(timer);
}

/** Something that ends when its time is up or a signal of the caller's fires, whichever is first. */
export interface Watch {
  /** For whoever does the work. */
  readonly signal: AbortSignal;
  /** Why it ended; `undefined` while it has not. */
  readonly ended: "time" | "aborted" | undefined;
  /**
   * The work's own result, or another as soon as the watch ends: some work ignores its signal.
   * For one piece of work at a time.
   */
  during<T>(work: Promise<T>, orElse: () => T): Promise<T>;
  /** Lets go of timer and listeners. */
  release(): void;
}

/** Starts a {@link Watch}. */
export function watch(milliseconds: number, signals: readonly AbortSignal[]): Watch {
  const controller = new AbortController();
  let onEnd: (() => void) | undefined;
  const end = (why: Watch["ended"]): void => {
    watching.ended ??= why;
    controller.abort();
    onEnd?.();
  };
  const onAbort = (): void => end("aborted");
  const cancel = after(milliseconds, () => end("time"));
  // A field and no getter: defining one costs more than all the rest here.
  const watching = {
    signal: controller.signal,
    ended: undefined as Watch["ended"],
    during: <T>(work: Promise<T>, orElse: () => T): Promise<T> =>
      new Promise((resolve, reject) => {
        onEnd = () => resolve(orElse());
        if (watching.ended) onEnd();
        work.then(resolve, reject);
      }),
    release(): void {
      cancel();
      for (const signal of signals) signal.removeEventListener("abort", onAbort);
    },
  };
  // Not AbortSignal.any: what it makes of a signal that lives long is not let go of on Node 20.
  for (const signal of signals) {
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  }
  return watching;
}

/** Waits. Answers `false` at once when a signal fires, `true` when the time is up. */
export async function pause(
  milliseconds: number,
  signals: readonly AbortSignal[],
): Promise<boolean> {
  const waiting = watch(milliseconds, signals);
  await waiting.during(new Promise<void>(() => {}), () => {});
  waiting.release();
  return waiting.ended === "time";
}
