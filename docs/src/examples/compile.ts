import { join } from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../repository.ts";
import type { Program } from "./programs.ts";

/** As strict as this repository is with itself, against the packages as they are built. */
function options(): ts.CompilerOptions {
  const read = ts.getParsedCommandLineOfConfigFile(
    join(repositoryRoot, "tsconfig.base.json"),
    {
      lib: [
        "lib.es2023.d.ts",
        "lib.esnext.disposable.d.ts",
        "lib.dom.d.ts",
        "lib.dom.iterable.d.ts",
      ],
      types: ["node"],
      typeRoots: [join(import.meta.dirname, "../../node_modules/@types")],
      jsx: ts.JsxEmit.ReactJSX,
      allowJs: true,
      checkJs: true,
      noEmit: true,
      declaration: false,
      isolatedDeclarations: false,
      // An example may say what it has without using it.
      noUnusedLocals: false,
      noUnusedParameters: false,
      skipLibCheck: true,
    },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
      },
    },
  );
  return read?.options ?? {};
}

/** What the compiler says of the programs, each sentence with the page and line it is about. */
export function compile(programs: readonly Program[]): string[] {
  const names = new Map(programs.map(({ file, block }) => [file, block.path]));
  const program = ts.createProgram([...names.keys()], options());
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText, code }) => {
    const message = `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    if (!file) return message;
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    return `${names.get(file.fileName) ?? file.fileName}:${line}: ${message}`;
  });
}
