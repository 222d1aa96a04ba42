import { rm } from "node:fs/promises";
import { print, printError, terminalText } from "@shared/toolkit/terminal.ts";
import { readVendored } from "../source/vendored.ts";
import { LockedError } from "../write/lock.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { type UpstreamOptions, upstream } from "./upstream.ts";

/**
 * `pnpm regen --upstream` without a source: one document of `specs/` after the other, each from its
 * recorded address. A document that is refused does not stop the next one. The exit code is the first
 * that is not 0.
 */
export async function upstreamOfAll(
  root: string,
  options: UpstreamOptions,
  explain: (error: unknown) => { message: string; exitCode: ExitCode },
): Promise<ExitCode> {
  const documents = await readVendored(root);
  const [first, second] = documents;
  if (first === undefined || second === undefined) return upstream(root, options);
  const { report = "/dev/null" } = options;
  if (!report.startsWith("/dev/") && report !== "-") await rm(report, { force: true });
  let ended: ExitCode = exitCodes.done;
  for (const { name, upstream: address } of documents) {
    if (!options.quiet && !options.json) print(terminalText(`\n${name}`));
    if (address === undefined) {
      printError(
        terminalText(
          `${name}: skipped, since specs/${name}.source.json names no "upstream". Add the address to it, or run "pnpm regen --upstream SOURCE --document ${name}".`,
        ),
      );
      continue;
    }
    const code = await upstream(root, { ...options, document: name, appendReport: true }).catch(
      (error: unknown) => {
        // Another run works on the tree, which blocks the next document, too.
        if (error instanceof LockedError) throw error;
        const { message, exitCode } = explain(error);
        printError(terminalText(`${name}: ${message}`));
        return exitCode;
      },
    );
    if (ended === exitCodes.done) ended = code;
  }
  return ended;
}
