/** Path relative to the repository's root → content. */
export type Files = Map<string, string>;

export interface FileChange {
  /** Relative to the repository's root. */
  path: string;
  kind: "added" | "changed" | "removed";
  /** Absent for a removal. */
  content?: string | Uint8Array;
}

/** The changes after which the disk has exactly `wanted`. */
export function planChanges(wanted: Files, onDisk: Files): FileChange[] {
  const changes: FileChange[] = [];
  for (const [path, content] of wanted) {
    const current = onDisk.get(path);
    if (current === undefined) changes.push({ path, kind: "added", content });
    else if (current !== content) changes.push({ path, kind: "changed", content });
  }
  for (const path of onDisk.keys()) {
    if (!wanted.has(path)) changes.push({ path, kind: "removed" });
  }
  return changes;
}
