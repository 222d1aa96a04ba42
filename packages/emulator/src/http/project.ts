import type { Api } from "../api/api.ts";
import type { TimedClock } from "../clock.ts";
import type { FaultBoard } from "../faults/faults.ts";
import type { RequestLog } from "../request-log.ts";
import type { InboxEmbeds } from "../resources/embeds/inbox-embeds.ts";
import type { Snapshot, Store } from "../state/store.ts";
import type { WebhooksOut } from "../webhooks/webhooks-out.ts";
import type { Exchange } from "./exchange.ts";

/** The project of an API key: its state, and everything that a test can change in it. */
export interface Project {
  api: Api;
  clock: TimedClock;
  embeds: InboxEmbeds;
  exchange: Exchange;
  faults: FaultBoard;
  log: RequestLog;
  store: Store;
  webhooks: WebhooksOut;
  reset(): Promise<void>;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): Promise<void>;
}

/** The projects of an emulator. */
export interface Projects {
  /** The project of a key; where keys are not isolated, and without a key, the emulator's own. */
  of(apiKey: string | undefined): Promise<Project>;
  /** The project that an embed's token belongs to; the emulator's own for an unknown token. */
  withToken(token: string): Project;
}
