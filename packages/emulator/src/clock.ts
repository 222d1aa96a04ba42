/** The clock of an emulator. It runs like the machine's clock until it is moved or stopped. */
export interface Clock {
  /** The current time of the emulator. */
  now(): Date;
  /**
   * Moves the clock forward. Timers that become due run in order, and have run when the promise
   * resolves.
   *
   * @param ms milliseconds, 0 or more
   */
  advance(ms: number): Promise<void>;
  /** Stops the clock, at a given moment or where it is; from then on only `advance` moves it. */
  freeze(at?: Date | string): void;
  /** Lets a stopped clock run on from its time. */
  resume(): void;
}

/** A clock with timers, as the emulator itself uses it. */
export interface TimedClock extends Clock {
  isFrozen(): boolean;
  /** Resolves when `ms` have passed on this clock. */
  sleep(ms: number): Promise<void>;
  /** Does `work` when `ms` have passed on this clock. */
  schedule(ms: number, work: () => void | Promise<void>): void;
  /** Drops all timers, wakes all sleepers, and shows the machine's time again. */
  reset(): void;
  /** Drops all timers, and lets no sleeper wait from now on. */
  stop(): void;
}

interface Timer {
  due: number;
  work(): void | Promise<void>;
  /** Called when the timer will never come due, so that no caller waits for it without end. */
  forget?: () => void;
}

// The last moment that a Date can hold.
const lastMoment = 8.64e15;

export function createClock(): TimedClock {
  let offset = 0;
  let frozenAt: number | undefined;
  let timers: readonly Timer[] = [];
  let alarm: NodeJS.Timeout | undefined;
  let stopped = false;

  const time = () => frozenAt ?? Date.now() + offset;

  function setTime(ms: number): void {
    if (frozenAt === undefined) offset = ms - Date.now();
    else frozenAt = ms;
  }

  function takeDue(until: number): Timer | undefined {
    const next = timers.reduce<Timer | undefined>(
      (first, timer) => (first === undefined || timer.due < first.due ? timer : first),
      undefined,
    );
    if (!next || next.due > until) return undefined;
    timers = timers.filter((timer) => timer !== next);
    return next;
  }

  function wind(): void {
    clearTimeout(alarm);
    if (frozenAt !== undefined || timers.length === 0) return;
    const wait = Math.min(...timers.map(({ due }) => due)) - time();
    // Node's timers have a limit: a longer wait is a chain of timers.
    alarm = setTimeout(ring, Math.min(Math.max(0, wait), 2 ** 31 - 1));
    alarm.unref();
  }

  function ring(): void {
    for (let timer = takeDue(time()); timer; timer = takeDue(time())) void doQuietly(timer);
    wind();
  }

  function add(ms: number, timer: Omit<Timer, "due">): void {
    if (stopped) {
      timer.forget?.();
      return;
    }
    timers = [...timers, { due: time() + ms, ...timer }];
    wind();
  }

  function forgetAll(): void {
    const forgotten = timers;
    timers = [];
    wind();
    for (const timer of forgotten) timer.forget?.();
  }

  return {
    now: () => new Date(time()),
    advance: async (ms) => {
      const until = time() + ms;
      if (!(ms >= 0) || until > lastMoment) {
        throw new RangeError(
          `The clock can be advanced by 0 ms or more, up to the last valid date; got ${ms}.`,
        );
      }
      for (let timer = takeDue(until); timer; timer = takeDue(until)) {
        setTime(Math.max(time(), timer.due));
        await timer.work();
      }
      setTime(Math.max(time(), until));
      wind();
    },
    freeze: (at) => {
      const moment = at === undefined ? time() : new Date(at).getTime();
      if (Number.isNaN(moment)) {
        throw new RangeError(`The clock cannot be set to ${JSON.stringify(at)}; give a date.`);
      }
      frozenAt = moment;
      wind();
    },
    resume: () => {
      offset = time() - Date.now();
      frozenAt = undefined;
      wind();
    },
    isFrozen: () => frozenAt !== undefined,
    sleep: (ms) => new Promise((resolve) => add(ms, { work: resolve, forget: resolve })),
    schedule: (ms, work) => add(ms, { work }),
    reset: () => {
      offset = 0;
      frozenAt = undefined;
      forgetAll();
    },
    stop: () => {
      stopped = true;
      forgetAll();
    },
  };
}

// No caller waits for a timer that runs in the background, so its failure goes to the console.
async function doQuietly({ work }: Timer): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(error);
  }
}
