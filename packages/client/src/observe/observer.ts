import type { KapsoHooks } from "./hooks.ts";

type EventOf<Name extends keyof KapsoHooks> = Parameters<NonNullable<KapsoHooks[Name]>>[0];

/** Calls the hooks. */
export interface Observer {
  emit<Name extends keyof KapsoHooks>(name: Name, event: EventOf<Name>): void;
}

/**
 * Brings hooks together, and keeps what goes wrong in them away from the call. `undefined` when
 * there are none.
 *
 * @param failed - gets the hook's name and the error's name: the error itself can hold secrets
 */
export function createObserver(
  listeners: readonly KapsoHooks[],
  failed?: (hook: string, error: string) => unknown,
): Observer | undefined {
  if (listeners.length === 0) return undefined;

  return {
    emit(name, event) {
      const report = (error: unknown): void =>
        notify(
          () => failed?.(name, error instanceof Error ? error.name : typeof error),
          // There is nowhere to report that the report failed.
          () => {},
        );
      for (const listener of listeners) {
        notify(
          () => (listener[name] as ((given: typeof event) => unknown) | undefined)?.(event),
          report,
        );
      }
    },
  };
}

/**
 * Calls a function of the caller's whose failure must not become the call's: what it throws, or
 * rejects with, is reported. A rejection that nothing handles would end a Node process.
 */
export function notify(call: () => unknown, report: (error: unknown) => void): void {
  try {
    // Any thenable: a promise of another realm is no instance of this realm's Promise.
    const result = call() as PromiseLike<unknown> | undefined;
    if (typeof result?.then === "function") result.then(undefined, report);
  } catch (error) {
    report(error);
  }
}
