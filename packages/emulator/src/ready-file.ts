import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isObject } from "./json.ts";
import type { Emulator } from "./options.ts";

/** A file that is there while an emulator accepts requests, for scripts to wait for. */
export interface ReadyFile {
  write(emulator: Emulator): void;
  remove(): void;
}

/**
 * Prepares a ready file, and removes the ready file of a crashed emulator.
 *
 * @throws Error when the file exists and is not a ready file.
 */
export function prepareReadyFile(path: string): ReadyFile {
  const remove = () => rmSync(path, { force: true });
  if (!isReadyFile(path)) {
    throw new Error(`The file ${path} exists and is not a ready file. Choose another path.`);
  }
  remove();
  return {
    write: ({ url, publicUrl, basePath, apiKey }) => {
      const content = { url, publicUrl, api: `${publicUrl}${basePath}`, apiKey, pid: process.pid };
      const temporary = `${path}.${process.pid}.tmp`;
      // Renamed into place, so that a script never reads half of it; the key is for its owner only.
      writeFileSync(temporary, `${JSON.stringify(content)}\n`, { mode: 0o600 });
      renameSync(temporary, path);
    },
    remove,
  };
}

/** Whether a path is free to be a ready file: nothing is there, or a ready file is. */
function isReadyFile(path: string): boolean {
  try {
    const content: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isObject(content) && "publicUrl" in content && "pid" in content;
  } catch (cause) {
    return isObject(cause) && cause["code"] === "ENOENT";
  }
}
