import { spawn } from "node:child_process";
import { once } from "node:events";
import { type FSWatcher, watch } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { smallDocument } from "../testing/small-document.ts";
import { smallRepository, snapshot } from "../testing/small-repository.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kill-"));
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** The trigger of a kill: the start, or a file of the run that appears. */
const triggers = ["start", "staged", "journal.json"] as const;
type Trigger = (typeof triggers)[number];

interface Run {
  root: string;
  /** Node's arguments. */
  words: readonly string[];
  /** Where the run puts its temporary files. */
  temporary: string;
}

/** Runs to the end, or until `delay` ms after the trigger, when SIGKILL ends it. */
async function run(
  { root, words, temporary }: Run,
  kill?: { trigger: Trigger; delay: number },
): Promise<{ killed: boolean; took: Record<Trigger, number> }> {
  await mkdir(join(root, ".regen"), { recursive: true });
  const seen = new Map<Trigger, number>();
  let timer: NodeJS.Timeout | undefined;
  const see = (trigger: Trigger) => {
    if (seen.has(trigger)) return;
    seen.set(trigger, performance.now());
    if (trigger === kill?.trigger) timer = setTimeout(() => child.kill("SIGKILL"), kill.delay);
  };
  const watcher: FSWatcher = watch(join(root, ".regen"), (_, name) => {
    if (name === "staged" || name === "journal.json") see(name);
  });
  const child = spawn(process.execPath, words, {
    stdio: "ignore",
    env: { ...process.env, TMPDIR: temporary },
  });
  see("start");
  const [code, signal] = await once(child, "close");
  clearTimeout(timer);
  watcher.close();
  if (signal === null) expect(code).toBe(0);
  const end = performance.now();
  const since = (trigger: Trigger) => end - (seen.get(trigger) ?? end);
  return {
    killed: signal !== null,
    took: { start: since("start"), staged: since("staged"), "journal.json": since("journal.json") },
  };
}

/** The tree without the runs' temporary files, none of which may be left. */
async function treeOf(root: string): Promise<Record<string, string>> {
  const files = await snapshot(root);
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(".regen/")));
}

interface Outcomes {
  kills: number;
  /** Killed runs after which files of both versions stood in the tree. */
  halfWay: number;
  asBefore: number;
  asAfter: number;
}

async function killAtRandom(
  before: string,
  wordsFor: (root: string) => readonly string[],
  kills: number,
): Promise<Outcomes> {
  const temporary = join(folder, "temporary");
  await mkdir(temporary);
  const root = join(folder, "tree");
  const reset = async () => {
    await rm(root, { recursive: true, force: true });
    await cp(before, root, { recursive: true });
    return { root, words: wordsFor(root), temporary };
  };
  const old = await treeOf(before);
  const { took } = await run(await reset());
  const fresh = await treeOf(root);
  expect(fresh).not.toEqual(old);

  const outcomes: Outcomes = { kills: 0, halfWay: 0, asBefore: 0, asAfter: 0 };
  for (let round = 0; outcomes.kills < kills; round++) {
    const started = await reset();
    // From the first byte to the last, and half of the rounds again while or after files move.
    const trigger = triggers[round % triggers.length] ?? "start";
    // In some rounds the run that recovers is killed too.
    for (let times = round % 5 === 4 ? 2 : 1; times > 0; times--) {
      const { killed } = await run(started, { trigger, delay: Math.random() * took[trigger] });
      if (killed) outcomes.kills++;
    }
    const left = await treeOf(root);
    const isWhole = [old, fresh].some((tree) => same(left, tree));
    if (!isWhole) outcomes.halfWay++;
    // The next run recovers, and has nothing else to do.
    expect(await runCommand(root, "--upstream", join(root, "specs/pets.yaml"))).toBe(0);
    const recovered = await treeOf(root);
    const isOld = same(recovered, old);
    if (!isOld) expect(recovered).toEqual(fresh);
    outcomes[isOld ? "asBefore" : "asAfter"]++;
    expect(await readdir(join(root, ".regen"))).toEqual([]);
  }
  await run(await reset());
  expect(await treeOf(root)).toEqual(fresh);
  expect(await readdir(temporary)).toEqual([]);
  return outcomes;
}

function same(one: Record<string, string>, other: Record<string, string>): boolean {
  const paths = Object.keys(one);
  return (
    paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path])
  );
}

const minutes = 60_000;

test.runIf(isFullLevel)(
  "SIGKILL at a random moment of a bump leaves the old tree or the new one after the next run",
  async () => {
    const before = await smallRepository();
    try {
      expect(await runCommand(before)).toBe(0);
      // Generated files of an earlier version, which the bump removes: many files change.
      const stale = join(before, "packages/types/src/generated/pets/stale");
      await mkdir(stale);
      for (let index = 0; index < 200; index++) {
        await writeFile(join(stale, `${index}.gen.ts`), `export const index = ${index};\n`);
      }
      const source = join(folder, "incoming.yaml");
      await writeFile(
        source,
        smallDocument.replace(
          "        kind:\n",
          "        age:\n          type: integer\n        kind:\n",
        ),
      );
      const script = fileURLToPath(new URL("../regen.ts", import.meta.url));
      const wordsFor = (root: string) => [script, "--root", root, "--quiet", "--upstream", source];
      const outcomes = await killAtRandom(before, wordsFor, 450);
      vi.restoreAllMocks();
      console.log(`regen --upstream: ${JSON.stringify(outcomes)}`);
    } finally {
      await rm(before, { recursive: true, force: true });
    }
  },
  60 * minutes,
);

test(
  "SIGKILL at a random moment while many files are written leaves the old tree or the new one",
  async () => {
    const before = await smallRepository();
    try {
      const changes = [];
      const count = isFullLevel ? 400 : 60;
      for (let index = 0; index < count; index++) {
        const path = `packages/types/src/generated/pets/${index % 20}/${index}.ts`;
        const kind = (["added", "changed", "removed"] as const)[index % 3];
        if (kind !== "added") {
          await mkdir(join(before, path, ".."), { recursive: true });
          await writeFile(join(before, path), `old ${index}`);
        }
        changes.push({ path, kind, ...(kind === "removed" ? {} : { content: `new ${index}` }) });
      }
      const list = join(folder, "changes.json");
      await writeFile(list, JSON.stringify(changes));
      const script = join(folder, "apply.ts");
      const from = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
      await writeFile(
        script,
        `import { readFileSync } from "node:fs";
import { apply } from ${from("../write/apply.ts")};
import { withLock } from ${from("../write/lock.ts")};
const [root, list] = process.argv.slice(2);
await withLock(root, () => apply(root, JSON.parse(readFileSync(list, "utf8"))));
`,
      );
      const outcomes = await killAtRandom(
        before,
        (root) => [script, root, list],
        isFullLevel ? 450 : 4,
      );
      vi.restoreAllMocks();
      console.log(`many files: ${JSON.stringify(outcomes)}`);
    } finally {
      await rm(before, { recursive: true, force: true });
    }
  },
  60 * minutes,
);
