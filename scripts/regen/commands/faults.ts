import { parse } from "@shared/openapi-model/parse.ts";
import { print, terminalText } from "@shared/toolkit/terminal.ts";
import { faultsText, findFaults } from "../document/faults.ts";
import { guard } from "../document/guard.ts";
import { readSource } from "../source/read-source.ts";
import { readVendored } from "../source/vendored.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** `pnpm regen --faults [SOURCE]`: prints the vendor's faults, as a text to send to the vendor. */
export async function faults(root: string, source: string | undefined): Promise<ExitCode> {
  const documents =
    source === undefined
      ? (await readVendored(root)).map(({ text, file, source: record, upstream }) => ({
          text,
          name: record?.source ?? upstream ?? file,
        }))
      : [{ text: (await readSource(source))?.bytes.toString("utf8") ?? "", name: source }];
  for (const { text, name } of documents) {
    const parsed = parse(text, name);
    const { document } = await guard(parsed);
    print(terminalText(faultsText(document.info.title, name, await findFaults(parsed))));
  }
  return exitCodes.done;
}
