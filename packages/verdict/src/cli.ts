import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { parse } from "@shared/openapi-model/parse.ts";
import { DocumentError } from "@shared/openapi-model/problem.ts";
import {
  print,
  printError,
  printMarkdown,
  terminalJson,
  terminalText,
} from "@shared/toolkit/terminal.ts";
import { type ComparisonResult, compareDocuments } from "./compare.ts";
import { UnreadableDocument } from "./document/open-document.ts";
import { comparisonMarkdown, comparisonText } from "./report/comparison-text.ts";
import { changeClasses, rank } from "./rules/change-class.ts";
import { rulesTable } from "./rules/rules-table.ts";
import { typesToCompare } from "./types/generate-types.ts";

const usage = `Usage: openapi-verdict compare OLD NEW [--json | --markdown] [--fail-on CLASS]
       openapi-verdict rules

What a change between two OpenAPI 3.0 or 3.1 documents (YAML or JSON files) means for users of the
generated TypeScript client. "rules" prints the table of rules in Markdown.

  --json            the verdict and all changes as JSON
  --markdown        for a comment on a pull request
  --fail-on CLASS   exit 1 if a change is of this class or stricter:
                    breaking, risky, additive or docs (default: never)
  --enums KIND      open (default): string enums of responses may grow; closed: they may not

Exit codes: 0 compared, 1 --fail-on matches, 2 usage, 3 a document cannot be read.`;

/** The command line of this package. @returns the exit code */
export async function main(words: readonly string[]): Promise<number> {
  try {
    return await run(words);
  } catch (error) {
    if (error instanceof DocumentError || error instanceof UnreadableDocument) {
      printError(terminalText(error.message));
      return 3;
    }
    const isUsage =
      error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
    if (!isUsage) throw error;
    printError(terminalText(`${error.message}\n\n${usage}`));
    return 2;
  }
}

async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      markdown: { type: "boolean", default: false },
      "fail-on": { type: "string" },
      enums: { type: "string", default: "open" },
      help: { type: "boolean", default: false },
    },
  });
  const [command, oldFile, newFile, more] = positionals;
  if (values.help) {
    print(terminalText(usage));
    return 0;
  }
  if (command === "rules") {
    printMarkdown(rulesTable());
    return 0;
  }
  const failOn = changeClasses.find((level) => level === values["fail-on"] && level !== "none");
  const enums = (["open", "closed"] as const).find((kind) => kind === values.enums);
  const problem =
    command !== "compare" || oldFile === undefined || newFile === undefined || more !== undefined
      ? "Expected two documents: compare OLD NEW."
      : values["fail-on"] !== undefined && failOn === undefined
        ? `--fail-on must be breaking, risky, additive or docs; got "${values["fail-on"]}".`
        : enums === undefined
          ? `--enums must be open or closed; got "${values.enums}".`
          : values.json && values.markdown
            ? "Use --json or --markdown, not both."
            : null;
  if (problem !== null || oldFile === undefined || newFile === undefined || enums === undefined) {
    printError(terminalText(`${problem}\n\n${usage}`));
    return 2;
  }
  const [before, after] = [await load(oldFile), await load(newFile)];
  const result = await compareDocuments(before, after, typesToCompare, { enums });
  show(result, values);
  return failOn !== undefined && rank(result.verdict) >= rank(failOn) ? 1 : 0;
}

function show(result: ComparisonResult, form: { json: boolean; markdown: boolean }): void {
  if (form.markdown) printMarkdown(comparisonMarkdown(result));
  else print(form.json ? terminalJson(result, 2) : terminalText(comparisonText(result)));
}

async function load(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new DocumentError([{ file, message: `cannot be read (${error.code}).` }]);
  });
  return parse(text, file, { lenient: true }).value;
}
