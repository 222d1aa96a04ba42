import { InboxEmbedError } from "../embeds-error.ts";
import type { CreateContext } from "./context.ts";

export interface Patience {
  /** Whether a wait of so many milliseconds would end within `waitFor`. */
  allows(ms: number | undefined): boolean;
  /** @throws InboxEmbedError `timed_out` when the wait would not end within `waitFor` */
  wait(ms?: number): Promise<void>;
}

/** Waits that grow from 20 ms to half a second, until `waitFor` is used up. */
export function createPatience(context: CreateContext): Patience {
  const { clock, waitFor, deadline, key, signal } = context;
  let pause = 20;
  const allows = (ms = 0): boolean => clock.now() + ms < deadline;
  return {
    allows,
    async wait(ms) {
      signal?.throwIfAborted();
      if (!allows(ms)) {
        throw new InboxEmbedError(
          "timed_out",
          `Other processes held the key "${key}" during the whole waitFor of ${waitFor} ms. Call again, or list its embeds with auditInboxEmbeds.`,
        );
      }
      await clock.sleep(ms ?? pause * (0.5 + Math.random() / 2), signal);
      pause = Math.min(pause * 1.5, 500);
    },
  };
}
