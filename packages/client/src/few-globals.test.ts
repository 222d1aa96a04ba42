import { fileURLToPath } from "node:url";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { expect, it } from "vitest";

// Jest's jsdom environment lacks these. Calls are mocks there; importing the module must work.
const missing = [
  "fetch",
  "Headers",
  "Request",
  "Response",
  "TextDecoder",
  "TextEncoder",
  "ReadableStream",
  "structuredClone",
];

it("loads and makes a client where the platform's fetch and encoders are missing", async () => {
  const program = `
    for (const name of ${JSON.stringify(missing)}) delete globalThis[name];
    const { createKapsoClient } = require("@shared/kapso-client");
    for (const entry of ["embed", "webhooks", "opentelemetry"]) {
      require("@shared/kapso-client/" + entry);
    }
    console.log(typeof fetch, typeof createKapsoClient({ apiKey: "key" }).GET);`;
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const { stdout } = await runCommand(process.execPath, ["-e", program], { cwd });
  expect(stdout).toBe("undefined function\n");
});
