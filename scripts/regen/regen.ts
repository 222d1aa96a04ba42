import { runCommandLine } from "@shared/toolkit/command-line.ts";
import { commandLine } from "./commands/command-line.ts";

process.exitCode = await runCommandLine(commandLine, process.argv.slice(2));
