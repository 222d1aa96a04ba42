import { isAbsolute, join, relative } from "node:path";

/** One error of the TypeScript compiler. */
export interface CompileError {
  /** Relative to the folder that was checked. */
  file: string;
  line: number;
  message: string;
}

/** Reads `tsc --pretty false`, also when turbo has put a task's name before each line. */
export function compileErrors(output: string, folder: string): CompileError[] {
  return output.split("\n").flatMap((raw) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    const line = raw.replaceAll(/\u001b\[[0-9;]*m/g, "");
    const found = /^(?:@?[\w/.-]+:[\w-]+: )?(\S[^(]*)\((\d+),\d+\): error (TS\d+: .*)$/.exec(line);
    if (!found) return [];
    const [, path = "", number = "0", message = ""] = found;
    const file = isAbsolute(path) ? relative(folder, path) : relative(folder, join(folder, path));
    return [{ file, line: Number(number), message }];
  });
}
