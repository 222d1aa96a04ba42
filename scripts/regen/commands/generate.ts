import { isInterrupted } from "../write/apply.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { regen } from "./pipeline.ts";

/** `pnpm regen` and `pnpm regen --check`. */
export async function generate(
  root: string,
  { check, quiet }: { check: boolean; quiet: boolean },
): Promise<ExitCode> {
  if (check && (await isInterrupted(root))) {
    console.error('A run was interrupted half-way. "pnpm regen" finishes it.');
    return EXIT.drift;
  }
  const { changes, notes } = await regen(root, { check });
  if (!quiet) for (const note of notes) console.error(`Note: ${note}`);
  for (const { kind, path } of changes)
    if (check || !quiet) console.log(`${kind.padEnd(8)} ${path}`);
  if (changes.length === 0) {
    if (!quiet) console.log("Nothing to do: the types match the vendored description.");
  } else if (check) {
    console.error(
      `${changes.length} generated file(s) do not match specs/. Run "pnpm regen" and commit what it writes.`,
    );
    return EXIT.drift;
  }
  return EXIT.done;
}
