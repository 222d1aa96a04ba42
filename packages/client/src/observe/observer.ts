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
  hooks: KapsoHooks | readonly KapsoHooks[] = [],
  failed?: (hook: string, error: string) => void,
): Observer | undefined {
  const listeners = [hooks].flat() as KapsoHooks[];
  if (listeners.length === 0) return undefined;

  return {
    emit(name, event) {
      const report = (error: unknown): void => {
        try {
          failed?.(name, error instanceof Error ? error.name : typeof error);
        } catch {
          // There is nowhere to report that the report failed.
        }
      };
      for (const listener of listeners) {
        try {
          const result = (listener[name] as ((given: typeof event) => unknown) | undefined)?.(
            event,
          );
          if (result instanceof Promise) result.catch(report);
        } catch (error) {
          report(error);
        }
      }
    },
  };
}
