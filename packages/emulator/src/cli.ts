#!/usr/bin/env node
import { isIP } from "node:net";
import { type Command, readCommand, usage } from "./command.ts";
import { formatRequest } from "./format-request.ts";
import type { Emulator } from "./options.ts";
import { prepareReadyFile } from "./ready-file.ts";
import { startEmulator } from "./start-emulator.ts";

/** The command line: starts one emulator, prints its requests, and ends with Ctrl-C. */
async function main(): Promise<void> {
  let command: Command;
  try {
    command = readCommand(process.argv.slice(2));
  } catch (error) {
    fail(error);
    console.error(`\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if ("text" in command) {
    console.log(command.text);
    return;
  }
  const { options } = command;
  const readyFile =
    command.readyFile === undefined ? undefined : prepareReadyFile(command.readyFile);
  const colors = process.stdout.isTTY === true;
  const emulator = await startEmulator({
    ...options,
    onRequest: (request) => console.log(formatRequest(request, colors)),
  });
  const stop = () => {
    // A second signal ends the process at once.
    process.off("SIGINT", stop).off("SIGTERM", stop);
    readyFile?.remove();
    emulator.close().then(() => console.log("\nStopped."), fail);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    readyFile?.write(emulator);
  } catch (error) {
    await emulator.close();
    throw error;
  }
  // A random key must be printed: the caller has not seen it yet.
  const key = options.apiKey === undefined ? emulator.apiKey : "the one you gave";
  introduce(emulator, options.isolateKeys ? "any; each key has a separate project" : key);
  if (!isLoopback(options.host)) {
    console.log(
      `Any program that can connect to ${options.host} can use the emulator: its /_emulator interface has no password.`,
    );
  }
  console.log("Ctrl-C stops it.");
}

function introduce({ url, publicUrl, basePath, operations }: Emulator, key: string): void {
  console.log(`Kapso emulator at ${url}`);
  if (publicUrl !== url) console.log(`  public     ${publicUrl}`);
  console.log(`  API        ${publicUrl}${basePath} (${operations} operations)`);
  console.log(`  inspector  ${url}/`);
  console.log(`  API key    ${key}`);
}

function isLoopback(host = "127.0.0.1"): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

main().catch(fail);
