/** 1-based. */
export interface Position {
  line: number;
  column: number;
}

/** A problem of a document: its place, the problem, and what to do. */
export interface Problem {
  /** The file's name in messages: `specs/openapi-platform.yaml`. */
  file: string;
  /** Absent for the whole file. */
  position?: Position;
  message: string;
}

/** Makes a problem of the node at a JSON pointer; `onKey` points to its key. */
export type MakeProblem = (pointer: string, message: string, onKey?: boolean) => Problem;

const shownProblems = 10;

/** A document that cannot be used. It is thrown before anything is written. */
export class DocumentError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const sorted = problems.toSorted(byPosition);
    const lines = sorted.slice(0, shownProblems).map(describe);
    const rest = sorted.length - lines.length;
    super([...lines, ...(rest > 0 ? [`… and ${rest} more.`] : [])].join("\n"));
    this.name = "DocumentError";
    this.problems = sorted;
  }
}

function byPosition({ position: a }: Problem, { position: b }: Problem): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

function describe({ file, position, message }: Problem): string {
  const place = position ? `${file}:${position.line}:${position.column}` : file;
  return `${place}: ${message}`;
}
