/** One part of the house: what its rooms are, and which may ask which. */
export interface View {
  name: "packages" | "client" | "scripts";
  /**
   * From the top to the ground: a room may import from the floors below its own, and from no other.
   * Every room stands on one.
   */
  floors: string[][];
  /** Rooms that are more than a file or folder of that name: what is in them. */
  made: Record<string, string[]>;
}

export const VIEWS: readonly View[] = [
  {
    name: "packages",
    floors: [
      ["examples", "docs", "release", "bench"],
      ["embeds", "scripts"],
      ["client", "emulator"],
      ["types"],
    ],
    made: {},
  },
  {
    name: "client",
    floors: [
      ["client", "embed", "webhooks", "opentelemetry"],
      ["inbox-embeds"],
      ["paginate"],
      ["request"],
      ["transport"],
      ["openapi-fetch"],
      ["options"],
      ["observe"],
      ["errors"],
      ["redact"],
    ],
    made: {
      client: ["index", "client", "verbs"],
      transport: ["transport", "rate-limit"],
      options: ["options", "operation", "call-types", "middleware"],
      redact: ["redact", "version"],
    },
  },
  {
    name: "scripts",
    floors: [
      ["command"],
      ["report"],
      ["bump", "rehearse", "pipeline"],
      ["apply"],
      ["types-package"],
      ["overlay", "generate-types"],
      ["source", "verdict"],
      ["document"],
      ["names"],
    ],
    made: {
      command: ["regen", "commands"],
      bump: ["bump", "changeset"],
      rehearse: ["rehearse", "blame", "compile-errors"],
      apply: ["apply", "lock", "plan", "workspace"],
      overlay: ["overlay", "effective"],
      "generate-types": ["generate-types", "remember-types", "types-for-verdict"],
      names: ["type-names", "package-names"],
    },
  },
];
