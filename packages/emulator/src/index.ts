export type { Clock } from "./clock.ts";
export type { ActiveFault, ErrorShape, Fault, FaultEffect, Faults } from "./faults/fault.ts";
export type { Json, JsonObject } from "./json.ts";
export type { Emulator, EmulatorOptions, ThingsToCreate } from "./options.ts";
export type { RecordedRequest } from "./request-log.ts";
export type { KnownThing } from "./resources/embeds/directory.ts";
export { startEmulator } from "./start-emulator.ts";
export type {
  SentWebhook,
  WebhookAttempt,
  Webhooks,
  WebhookToSend,
} from "./webhooks/webhook.ts";
