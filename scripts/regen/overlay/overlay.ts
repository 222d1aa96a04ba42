import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ParsedDocument, parse } from "@shared/openapi-model/parse.ts";
import { DocumentError, type Problem } from "@shared/openapi-model/problem.ts";

/** One action of an overlay (OpenAPI Overlay 1.0), with the fields that this repository requires. */
export interface OverlayAction {
  /** The action's name in reports. */
  "x-name": string;
  /** The reason for the action. */
  description: string;
  /** A JSON pointer: the action retires when the vendored document has a node there. */
  "x-retires-when": string;
  /** A JSONPath. */
  target: string;
  update?: unknown;
  remove?: true;
  [extension: `x-${string}`]: string;
}

export interface Overlay {
  /** Relative to the repository's root. */
  file: string;
  overlay: string;
  /** The document's name in `specs/`. */
  document: string;
  actions: OverlayAction[];
}

/** Checks the shape of an overlay file; throws all problems at once. */
export function readOverlay({ file, value, written, problem: problemAt }: ParsedDocument): Overlay {
  const problems: Problem[] = [];
  const problem = (pointer: string, message: string) => problems.push(problemAt(pointer, message));

  for (const [pointer, text] of written) {
    problem(pointer, `the number ${text} is beyond 2^53; an overlay cannot set it.`);
  }

  if (!/^1\.0\.\d+$/.test(String(value["overlay"]))) {
    problem("#/overlay", `expected "overlay: 1.0.0", found ${JSON.stringify(value["overlay"])}.`);
  }
  const document = /^\.\.\/([\w.-]+)\.yaml$/.exec(String(value["extends"]))?.[1];
  if (document === undefined) {
    problem(
      "#/extends",
      'expected the document it is for, as "extends: ../openapi-platform.yaml".',
    );
  }
  const actions = Array.isArray(value["actions"]) ? value["actions"] : [];
  if (actions.length === 0) problem("#/actions", "expected a list of actions.");
  for (const [index, action] of actions.entries()) {
    for (const key of ["x-name", "description", "x-retires-when", "target"]) {
      const found: unknown = action?.[key];
      if (typeof found !== "string" || found.trim() === "") {
        problem(`#/actions/${index}`, `action ${index + 1} has no "${key}".`);
      }
    }
    if (action?.update === undefined && action?.remove !== true) {
      problem(`#/actions/${index}`, `action ${index + 1} has neither "update" nor "remove: true".`);
    }
  }
  if (problems.length > 0 || document === undefined) throw new DocumentError(problems);
  return { file, overlay: String(value["overlay"]), document, actions };
}

/** Every overlay in `specs/overlays`, in the order of their file names. */
export async function readOverlays(root: string): Promise<Overlay[]> {
  const folder = join(root, "specs/overlays");
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.endsWith(".overlay.yaml")).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = `specs/overlays/${name}`;
      const text = await readFile(join(root, file), "utf8");
      return readOverlay(parse(text, file));
    }),
  );
}
