export { type AdoptedInboxEmbed, type AdoptOptions, adoptInboxEmbed } from "./adopt.ts";
export { type AuditedEmbed, type AuditReport, auditInboxEmbeds } from "./audit.ts";
export { InboxEmbedError, type InboxEmbedErrorCode, isInboxEmbedError } from "./embeds-error.ts";
export { type MigrateOptions, type MigrateReport, migrateDeployment } from "./migrate.ts";
export {
  type Clock,
  type CreateOptions,
  type DeploymentOptions,
  type KeyOptions,
  systemClock,
} from "./options.ts";
export type { UnreadableRecord } from "./protocol/context.ts";
export { discardUnreadableRecord } from "./protocol/discard.ts";
export { type EnsuredInboxEmbed, type EnsureOptions, ensureInboxEmbed } from "./protocol/ensure.ts";
export {
  type RevokedInboxEmbeds,
  type RevokeKeyOptions,
  revokeInboxEmbed,
} from "./protocol/revoke.ts";
export { type RotatedInboxEmbed, type RotateOptions, rotateInboxEmbed } from "./protocol/rotate.ts";
export type { SealingKeys } from "./sealed/cipher.ts";
export { type ResealOptions, type ResealReport, reseal } from "./sealed/reseal.ts";
export { type SealedOptions, sealed } from "./sealed/sealed.ts";
export { type SealedWith, sealedWith } from "./sealed/sealed-with.ts";
export { memoryStore } from "./stores/memory.ts";
export {
  type PostgresStore,
  type PostgresStoreOptions,
  postgresStore,
  type Query,
} from "./stores/postgres.ts";
export { type RedisCommand, type RedisStoreOptions, redisStore } from "./stores/redis.ts";
export type { EmbedStore, StoredValue } from "./stores/store.ts";
export {
  type PeriodicSweep,
  type PeriodicSweepOptions,
  startPeriodicSweep,
} from "./sweep/periodic-sweep.ts";
export {
  type SweepOptions,
  type SweepReport,
  type SweptEmbed,
  sweepInboxEmbeds,
} from "./sweep/sweep.ts";
