import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { apply, isInterrupted, recover, TargetError } from "./apply.ts";
import type { FileChange } from "./plan.ts";

const changes: FileChange[] = [
  { path: "specs/a.yaml", kind: "changed", content: "new a" },
  { path: "types/deep/er/b.ts", kind: "added", content: "new b" },
  { path: "types/old/c.ts", kind: "removed" },
  { path: "specs/a.json", kind: "changed", content: "new json" },
];
const before = { "specs/a.yaml": "old a", "specs/a.json": "old json", "types/old/c.ts": "old c" };
const after = {
  "specs/a.yaml": "new a",
  "specs/a.json": "new json",
  "types/deep/er/b.ts": "new b",
};

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "apply-"));
  await reset();
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function reset(): Promise<void> {
  await rm(root, { recursive: true, force: true });
  for (const [path, content] of Object.entries(before)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

async function files(folder = root): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const pairs = paths.map(async (path) => [relative(root, path), await readFile(path, "utf8")]);
  return Object.fromEntries(await Promise.all(pairs));
}

/** Applies the changes in a separate process, which kills itself by SIGKILL before step `dieAt`. */
function applyAndDie(dieAt: number): Promise<{ signal: string | null; steps: string[] }> {
  const script = `
    import { writeSync } from "node:fs";
    import { apply } from ${JSON.stringify(fileURLToPath(new URL("./apply.ts", import.meta.url)))};
    let step = 0;
    await apply(${JSON.stringify(root)}, ${JSON.stringify(changes)}, { onStep(name) {
      writeSync(1, name + "\\n");
      if (step++ === ${dieAt}) process.kill(process.pid, "SIGKILL");
    } });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  return new Promise((resolve) => {
    child.on("close", (_, signal) => resolve({ signal, steps: output.trim().split("\n") }));
  });
}

test("applies all changes, and leaves no temporary files", async () => {
  await apply(root, changes);
  expect(await files()).toEqual(after);
  expect(await readdir(join(root, "types"))).toEqual(["deep"]);
});

test("SIGKILL before any step leaves a tree that is as before or, once recovered, as after", async () => {
  const table: string[] = [];
  for (let dieAt = 0; ; dieAt++) {
    await reset();
    const { signal, steps } = await applyAndDie(dieAt);
    if (signal === null) {
      expect(dieAt).toBeGreaterThan(changes.length * 2);
      break;
    }
    // The journal's rename, the step before the first move, decides.
    const decided = steps.includes("move specs/a.yaml");
    if (!decided) expect(await files()).toMatchObject(before);
    await recover(root);
    const whole = await files();
    expect(whole).toEqual(decided ? after : before);
    table.push(
      `${String(dieAt).padStart(2)}  ${steps.at(-1)?.padEnd(34)} → ${decided ? "as after" : "as before"}`,
    );
  }
  console.log(`killed before step:\n${table.join("\n")}`);
});

test("the next run completes an interrupted one, then applies its changes", async () => {
  const { steps } = await applyAndDie(Number.POSITIVE_INFINITY);
  await reset();
  await applyAndDie(steps.indexOf("move types/deep/er/b.ts"));
  expect(await isInterrupted(root)).toBe(true);
  await apply(root, [{ path: "specs/a.yaml", kind: "changed", content: "newer a" }]);
  expect(await files()).toEqual({ ...after, "specs/a.yaml": "newer a" });
});

test.each(["stage types/deep/er/b.ts", "write the journal aside", "commit the journal"])(
  'a disk error at the step "%s" leaves the tree as it was, and nothing staged',
  async (failing) => {
    const onStep = (step: string) => {
      if (step === failing) throw new Error("the disk is full");
    };
    await expect(apply(root, changes, { onStep })).rejects.toThrow("the disk is full");
    expect(await files()).toEqual(before);
  },
);

test("a disk error after the decision fails the run, and the next one completes it", async () => {
  const blocked = join(root, "specs/a.json");
  const onStep = (step: string) => {
    // A folder takes the place of a target after the targets were checked.
    if (step !== "move specs/a.json") return;
    rmSync(blocked);
    mkdirSync(join(blocked, "in the way"), { recursive: true });
  };
  await expect(apply(root, changes, { onStep })).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  expect(await isInterrupted(root)).toBe(true);
  await rm(blocked, { recursive: true });
  await recover(root);
  expect(await files()).toEqual(after);
});

test("a journal that cannot be read is an error, and the staged files stay", async () => {
  await mkdir(join(root, ".regen/staged"), { recursive: true });
  await writeFile(join(root, ".regen/staged/0"), "staged");
  await writeFile(join(root, ".regen/journal.json"), "{");
  await expect(apply(root, changes)).rejects.toThrow();
  expect(await files()).toMatchObject({ ...before, ".regen/staged/0": "staged" });
});

test("a journal that names a file outside the staging folder moves nothing", async () => {
  await mkdir(join(root, ".regen/staged"), { recursive: true });
  await writeFile(join(root, "secret"), "secret");
  const moves = [{ staged: "../../secret", path: "specs/a.yaml" }];
  await writeFile(join(root, ".regen/journal.json"), JSON.stringify({ moves }));
  await expect(recover(root)).rejects.toThrow(TargetError);
  expect(await files()).toMatchObject({ ...before, secret: "secret" });
});

test.each<[name: string, prepare: () => Promise<unknown>]>([
  ["a symbolic link", () => symlink("/dev/null", join(root, "types/deep"))],
  ["a link to a folder", () => symlink(tmpdir(), join(root, "types/deep"))],
  ["a link that leads nowhere", () => symlink("nowhere", join(root, "types/deep"))],
  ["a file where a folder belongs", () => writeFile(join(root, "types/deep"), "")],
  ["a folder as target", () => mkdir(join(root, "types/deep/er/b.ts"), { recursive: true })],
])("%s is refused before anything moves", async (_, prepare) => {
  await prepare();
  await expect(apply(root, changes)).rejects.toThrow(TargetError);
  expect(await files()).toMatchObject(before);
  expect(await isInterrupted(root)).toBe(false);
});

test.each([
  "../outside",
  "/tmp/outside",
  "specs/../../outside",
  ".git/hooks/x",
  ".regen/lock",
  "",
  "a\0b",
])("a journal that names %j moves nothing", async (path) => {
  await mkdir(join(root, ".regen/staged"), { recursive: true });
  await writeFile(join(root, ".regen/staged/0"), "staged");
  const moves = [
    { staged: "0", path: "specs/a.yaml" },
    { staged: null, path },
  ];
  await writeFile(join(root, ".regen/journal.json"), JSON.stringify({ moves }));
  await expect(recover(root)).rejects.toThrow(TargetError);
  expect(await files()).toMatchObject(before);
});
