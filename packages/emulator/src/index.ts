export type { Clock } from "./clock.ts";
export type {
  ActiveFault,
  ErrorShape,
  Fault,
  FaultEffect,
  FaultKind,
  Faults,
} from "./faults/fault.ts";
export type { Json, JsonObject } from "./json.ts";
export type {
  EmulatedProject,
  Emulator,
  EmulatorOptions,
  Records,
  ThingsToCreate,
} from "./options.ts";
export type { RecordedRequest, RecordedResponse } from "./request-log.ts";
export type { KnownThing } from "./resources/embeds/directory.ts";
export { startEmulator } from "./start-emulator.ts";
export type { Snapshot } from "./state/store.ts";
export type {
  SentWebhook,
  WebhookAttempt,
  Webhooks,
  WebhookToSend,
} from "./webhooks/webhook.ts";
