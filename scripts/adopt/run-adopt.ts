import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { uncommittedChanges } from "@shared/release/working-copy.ts";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { AdoptError } from "./adopt-error.ts";
import { leftovers, renamed } from "./rename.ts";
import { currentSettings, type Settings, settingNames } from "./settings.ts";

/**
 * Exchanges the settings in every file that git has, then installs and formats.
 *
 * @throws AdoptError before anything is changed where the tree has changes, and afterwards where
 * something of the former scope is left
 */
export async function adopt(
  root: string,
  given: Partial<Settings>,
  say: (text: string) => void,
): Promise<void> {
  const from = await currentSettings(root);
  const to = { ...from, ...given };
  const files = await textFiles(root);
  const changed = files.flatMap(({ path, text }) => {
    const now = renamed(path, text, from, to);
    return now === text ? [] : [{ path, text: now }];
  });
  if (settingNames.every((name) => from[name] === to[name]) || changed.length === 0) {
    say("Nothing to do: the repository has these settings.");
    return;
  }
  const changes = await uncommittedChanges(root, process.env);
  if (changes.length > 0) {
    throw new AdoptError(
      `The tree has ${changes.length} changes that are not committed, among them ${changes[0]?.trim()}. Commit or stash them first (after a run that was stopped: git restore .), so that the adoption is a separate commit.`,
    );
  }
  for (const { path, text } of changed) await writeFile(join(root, path), text);
  for (const name of settingNames) {
    if (from[name] !== to[name]) say(`${name.padEnd(10)}  ${from[name]} → ${to[name]}`);
  }
  say(`Changed ${changed.length} files.`);
  await runCommand("pnpm", ["install", "--no-frozen-lockfile", "--prefer-offline"], { cwd: root });
  say("Installed.");
  // Forms and the order of imports, which is what another scope changes; rules need no second look.
  const options = ["--linter-enabled=false", "--files-ignore-unknown=true"];
  const format = ["exec", "biome", "check", "--write", ...options];
  await runCommand("pnpm", [...format, ...changed.map(({ path }) => path)], { cwd: root });
  say("Formatted.");
  await requireNothingLeft(root, from, to);
  say(
    "\nLeft to do: look at `git diff --stat`, run `npm test`, and commit. The settings on GitHub are in docs/how-to/adopt-this-repository.md.",
  );
}

async function requireNothingLeft(root: string, from: Settings, to: Settings): Promise<void> {
  if (from.scope === to.scope) return;
  const found = (await textFiles(root)).flatMap(({ path, text }) =>
    leftovers(path, text, from.scope),
  );
  if (found.length === 0) return;
  const more = found.length > 20 ? [`and ${found.length - 20} more`] : [];
  throw new AdoptError(
    `${from.scope} is left in these lines. Change them by hand:\n${[...found.slice(0, 20), ...more].join("\n")}`,
  );
}

/** What git has of text, in the tree as it is now. */
async function textFiles(root: string): Promise<{ path: string; text: string }[]> {
  const { stdout } = await runCommand("git", ["ls-files", "-z", "--cached"], { cwd: root });
  const paths = stdout.split("\0").filter((path) => path !== "");
  const files = await Promise.all(
    paths.map(async (path) => {
      const text = await readFile(join(root, path), "utf8").catch(() => "\0");
      return { path, text };
    }),
  );
  return files.filter(({ text }) => !text.includes("\0") && !text.includes("\ufffd"));
}
