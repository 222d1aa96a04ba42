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

/** The files of the standard library, which every program shares. */
const library = new Map<string, ts.SourceFile>();

/** One checker for many generated files. */
export function createTypeProgram(texts: readonly string[]): TypeProgram {
  const files = new Map(texts.map((text, i) => [`/generated-${i}.ts`, text]));
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, typesOnly);
    const file = library.get(name) ?? read(name, ...rest);
    if (file !== undefined) library.set(name, file);
    return file;
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
