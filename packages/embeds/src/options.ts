import type { CreateInboxEmbedInput, KapsoClient } from "@shared/kapso-client";
import type { Clock } from "./clock.ts";
import type { EmbedStore } from "./stores/store.ts";

/** What every function of this package needs. */
export interface DeploymentOptions {
  /** The client, or just its verbs. */
  kapso: Pick<KapsoClient, "GET" | "POST" | "PATCH" | "DELETE">;
  /** Where the records are: the same for every replica. */
  store: EmbedStore;
  /**
   * This service in this environment, like `"shop-production"`: part of every embed's name. One
   * store, one deployment. **A restored or copied store needs another one**, or a sweep with it
   * would revoke what the original handed out.
   */
  deployment: string;
  /** @default systemClock */
  clock?: Clock | undefined;
  /** Ends waits and calls. What was begun is finished by whoever comes next. */
  signal?: AbortSignal | undefined;
}

/** Which of a deployment's embeds. */
export interface KeyOptions extends DeploymentOptions {
  /** What the embed is for, like `"customer:42"`. */
  key: string;
}

/** How an embed is made, and how long others are waited for. */
export interface CreateOptions extends KeyOptions {
  /**
   * The embed that is wanted, as `kapso.createInboxEmbed` takes it; a function is asked each time
   * one is made, for an `expires_at` that counts from then. `name` becomes the readable part.
   */
  create: CreateInboxEmbedInput | (() => CreateInboxEmbedInput);
  /**
   * Milliseconds for which others leave a creation alone. Only against endless overtaking: it may
   * be too short without harm.
   * @default 45_000
   */
  lease?: number | undefined;
  /**
   * Milliseconds that one POST may take.
   * @default 20_000
   */
  timeout?: number | undefined;
  /**
   * Milliseconds to wait for others, and for an API that fails, before giving up.
   * @default 90_000
   */
  waitFor?: number | undefined;
  /**
   * Milliseconds after which a POST that was not answered has landed or never will.
   * @default 600_000
   */
  settled?: number | undefined;
}
