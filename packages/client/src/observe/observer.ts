import type { KapsoHooks } from "./hooks.ts";
import { type Logger, type LogLevel, loggingHooks } from "./logger.ts";

type EventOf<Name extends keyof KapsoHooks> = Parameters<NonNullable<KapsoHooks[Name]>>[0];

/** Tells whoever wants to know. */
export interface Observer {
  /** The event is made only if somebody listens. */
  emit<Name extends keyof KapsoHooks>(name: Name, event: () => EventOf<Name>): void;
}

/** Brings hooks and logger together; keeps what goes wrong in them away from the call. */
export function createObserver(
  hooks: KapsoHooks | readonly KapsoHooks[] = [],
  logger?: Logger,
  level: LogLevel = "info",
): Observer {
  const listeners = [hooks].flat() as KapsoHooks[];
  if (logger) listeners.push(loggingHooks(logger, level));

  function emit<Name extends keyof KapsoHooks>(name: Name, event: () => EventOf<Name>): void {
    for (const listener of listeners) {
      if (!listener[name]) continue;
      const report = (error: unknown): void => {
        // By its name only: a hook's own error can hold anything.
        const what = error instanceof Error ? error.name : typeof error;
        try {
          logger?.warn({ hook: name, error: what }, `Kapso: the hook ${name} failed (${what})`);
        } catch {
          // A logger that throws has nobody to be reported to.
        }
      };
      try {
        const result = (listener[name] as (event: EventOf<Name>) => unknown)(event());
        if (result instanceof Promise) result.catch(report);
      } catch (error) {
        report(error);
      }
    }
  }

  return { emit };
}
