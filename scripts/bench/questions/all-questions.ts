import type { Question } from "../question.ts";

/** By name, in the order of the report; each is loaded when it runs. */
export const allQuestions: Record<string, () => Promise<Question>> = {
  overhead: async () => (await import("./overhead.ts")).overhead,
  loopback: async () => (await import("./loopback.ts")).loopback,
  size: async () => (await import("./size.ts")).size,
  start: async () => (await import("./start.ts")).start,
  types: async () => (await import("./types.ts")).types,
  regen: async () => (await import("./regen.ts")).regen,
  emulator: async () => (await import("./emulator.ts")).emulator,
};
