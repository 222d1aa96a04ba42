export { type AuditedEmbed, type AuditReport, auditInboxEmbeds } from "./audit.ts";
export { type Clock, systemClock } from "./clock.ts";
export { InboxEmbedError, type InboxEmbedErrorCode, isInboxEmbedError } from "./embeds-error.ts";
export { type EnsuredInboxEmbed, type EnsureOptions, ensureInboxEmbed } from "./ensure.ts";
export type { CreateOptions, DeploymentOptions, KeyOptions } from "./options.ts";
export {
  type PeriodicSweep,
  type PeriodicSweepOptions,
  startPeriodicSweep,
} from "./periodic-sweep.ts";
export { revokeInboxEmbed } from "./revoke.ts";
export { type RotatedInboxEmbed, type RotateOptions, rotateInboxEmbed } from "./rotate.ts";
export { type SealingKeys, sealed } from "./sealed.ts";
export type { EmbedStore, StoredValue } from "./store.ts";
export { memoryStore } from "./stores/memory.ts";
export {
  type PostgresStore,
  type PostgresStoreOptions,
  postgresStore,
  type Query,
} from "./stores/postgres.ts";
export { type SweepOptions, type SweepReport, type SweptEmbed, sweepInboxEmbeds } from "./sweep.ts";
