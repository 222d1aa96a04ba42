import ts from "typescript";

export interface GeneratedModule {
  /** The type of an exported interface such as `paths`. */
  exported(name: string): ts.Type | null;
}

export interface TypeProgram {
  checker: ts.TypeChecker;
  modules: readonly GeneratedModule[];
}

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  types: [],
  lib: ["lib.es5.d.ts"],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
};

const typesOnly: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ES2022,
  // Comments are not compared, and they are most of a file.
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

/** One checker for many generated files: the standard library is read once. */
export function createTypeProgram(texts: readonly string[]): TypeProgram {
  const files = new Map(texts.map((text, i) => [`/generated-${i}.ts`, text]));
  const host = ts.createCompilerHost(options);
  const library = host.getSourceFile;
  host.getSourceFile = (name, language, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? library(name, language, ...rest)
      : ts.createSourceFile(name, text, typesOnly);
  };
  host.fileExists = (name) => files.has(name);
  const program = ts.createProgram([...files.keys()], options, host);
  const checker = program.getTypeChecker();
  const modules = [...files.keys()].map((name): GeneratedModule => {
    const file = program.getSourceFile(name);
    const symbol = file && checker.getSymbolAtLocation(file);
    const exports = new Map(
      symbol ? checker.getExportsOfModule(symbol).map((one) => [one.getName(), one]) : [],
    );
    return {
      exported: (of) => {
        const found = exports.get(of);
        return found ? checker.getDeclaredTypeOfSymbol(found) : null;
      },
    };
  });
  return { checker, modules };
}
