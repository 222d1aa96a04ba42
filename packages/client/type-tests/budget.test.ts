import { join } from "node:path";
import { expect, it } from "vitest";
import {
  type Compilation,
  compile,
  packageFolder,
  temporaryFolder,
  writeProject,
} from "./compile.ts";
import { generateTypes } from "./generated-types.ts";
import { largeDescription } from "./large-description.ts";
import { sampleCalls } from "./sample-calls.ts";

const callCount = 60;

it("costs the compiler a fraction of what openapi-fetch's own types do", async () => {
  await using folder = await temporaryFolder();
  // JSON is YAML.
  const { modules, description } = await generateTypes(
    folder.path,
    JSON.stringify(largeDescription(800)),
  );
  const every = sampleCalls(description).filter(({ fault }) => fault === undefined);
  const calls = every
    .filter((_, index) => index % Math.floor(every.length / callCount) === 0)
    .slice(0, callCount);
  const client = (declaration: string): string => `${declaration}
declare function use(value: unknown): void;
export async function calls(): Promise<void> {
${calls
  .map(({ code }, index) => {
    const call = code.replace(/^void /, "").replace(", { timeout: 1, signal: undefined });", ")");
    return `  const r${index} = await ${call};\n  use(r${index}.error ?? r${index}.data);`;
  })
  .join("\n")}
}
`;
  const measure = async (name: string, declaration: string): Promise<Compilation> => {
    await writeProject(folder.path, { [`${name}.ts`]: client(declaration) }, modules);
    const result = await compile(folder.path);
    expect(result.errors).toEqual([]);
    return result;
  };
  const theirs = await measure(
    "theirs",
    `import createClient from "openapi-fetch";\nimport type { paths } from "@shared/kapso-types";\nconst kapso = createClient<paths>();`,
  );
  const ours = await measure(
    "ours",
    `import type { Verbs } from ${JSON.stringify(join(packageFolder, "dist/calls/call-types.js"))};\ndeclare const kapso: Verbs;`,
  );
  const row = (name: string, { instantiations, checkSeconds }: Compilation): string =>
    `${name.padEnd(16)}${String(instantiations).padStart(10)} instantiations ${checkSeconds.toFixed(3).padStart(8)} s`;
  console.log(
    [
      `${calls.length} calls, 800 paths`,
      row("openapi-fetch", theirs),
      row("this client", ours),
    ].join("\n"),
  );
  expect(calls).toHaveLength(callCount);
  // Exact on every machine; the seconds are printed, since a busy one decides them.
  expect(ours.instantiations).toBeLessThan(Math.min(4_200, theirs.instantiations / 20));
});
