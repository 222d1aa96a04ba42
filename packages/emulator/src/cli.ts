#!/usr/bin/env node
import { readCommand, usage } from "./command.ts";
import { formatRequest } from "./format-request.ts";
import { startEmulator } from "./start-emulator.ts";

/** The command line: starts one emulator, prints its requests, and ends with Ctrl-C. */
async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2));
  if ("text" in command) {
    console.log(command.text);
    return;
  }
  const colours = process.stdout.isTTY === true;
  const emulator = await startEmulator({
    ...command.options,
    onRequest: (request) => console.log(formatRequest(request, colours)),
  });
  const stop = () => {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    void emulator.close().then(() => console.log("\nStopped."));
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  console.log(`Kapso emulator at ${emulator.url}`);
  console.log(
    `  API        ${emulator.url}${emulator.basePath} (${emulator.operations} operations)`,
  );
  console.log(`  inspector  ${emulator.url}/`);
  // A random key has to be printed; the caller has not seen it yet.
  const key = command.options.apiKey === undefined ? emulator.apiKey : "the one you gave";
  console.log(`  API key    ${key}`);
  console.log("Ctrl-C stops it.");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(`\n${usage}`);
  process.exitCode = 1;
});
