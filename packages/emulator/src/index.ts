export type { KnownThing } from "./embeds/directory.ts";
export type { Emulator, EmulatorOptions } from "./options.ts";
export { startEmulator } from "./start-emulator.ts";
