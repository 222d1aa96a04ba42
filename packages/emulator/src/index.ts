export type { Clock } from "./clock.ts";
export type { KnownThing } from "./embeds/directory.ts";
export type { ActiveFault, ErrorShape, Fault, FaultEffect, Faults } from "./faults/fault.ts";
export type { Json, JsonObject } from "./json.ts";
export type { RecordedRequest } from "./log/recorded-request.ts";
export type { Emulator, EmulatorOptions } from "./options.ts";
export { startEmulator } from "./start-emulator.ts";
export type { ThingsToCreate } from "./state/things-to-create.ts";
export type {
  SentWebhook,
  WebhookAttempt,
  Webhooks,
  WebhookToSend,
} from "./webhooks/webhook.ts";
