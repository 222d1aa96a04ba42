/** A part of the repository whose modules may import each other in one direction only. */
export interface Part {
  name: string;
  /** The folder whose files and folders are the modules; the repository itself for "packages". */
  folder: string;
  /** From the top down: a module may import from the layers below its own, and from no other. */
  layers: string[][];
}

/** Where the parts are, and where a new module must be added. */
export const allParts: readonly Part[] = [
  {
    name: "packages",
    folder: "",
    layers: [
      ["adopt"],
      ["examples", "docs", "release", "bench"],
      ["embeds", "regen"],
      ["client", "emulator", "verdict"],
      ["types", "openapi"],
      ["toolkit"],
    ],
  },
  {
    name: "client",
    folder: "packages/client/src",
    layers: [
      ["index", "embed", "webhooks", "opentelemetry", "operations", "undici"],
      ["client"],
      ["inbox-embeds"],
      ["paginate"],
      ["calls"],
      ["transport"],
      ["openapi-fetch"],
      ["options"],
      ["observe"],
      ["errors"],
      ["version", "private-host"],
    ],
  },
  {
    name: "embeds",
    folder: "packages/embeds/src",
    layers: [
      ["index"],
      ["sweep", "audit", "adopt", "migrate"],
      ["protocol"],
      ["options", "sealed"],
      ["stores"],
      ["embeds-error", "concurrently"],
    ],
  },
  {
    name: "emulator",
    folder: "packages/emulator/src",
    layers: [
      ["cli", "index"],
      ["command", "format-request", "ready-file", "start-emulator"],
      ["addresses", "projects", "read-json-file"],
      ["plant-things"],
      ["options"],
      ["http"],
      ["pages"],
      ["curl", "har"],
      ["resources"],
      ["api"],
      ["state", "faults", "webhooks", "request-log"],
      ["clock"],
      ["description"],
      ["json"],
    ],
  },
  {
    name: "verdict",
    folder: "packages/verdict/src",
    layers: [
      ["bin"],
      ["index", "cli"],
      ["compare"],
      ["report"],
      ["types"],
      ["operations"],
      ["schema"],
      ["patterns"],
      ["rules"],
      ["settings"],
      ["document"],
    ],
  },
  {
    name: "regen",
    folder: "scripts/regen",
    layers: [
      ["regen"],
      ["commands"],
      ["report"],
      ["bump", "rehearsal"],
      ["types-package"],
      ["overlay", "write"],
      ["source"],
      ["document", "markdown"],
    ],
  },
  {
    name: "release",
    folder: "scripts/release",
    layers: [
      ["release", "end-to-end"],
      ["run-release"],
      ["checks"],
      ["versions", "candidates", "publish", "plan-report", "tags"],
      ["plan", "working-copy"],
      ["projects"],
      ["registry", "gates", "runtimes"],
      ["pack"],
      ["packages", "release-error"],
    ],
  },
];
