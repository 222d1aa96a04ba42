import { expect, test } from "vitest";
import { CommandError, runCommand } from "./run-command.ts";

const cwd = import.meta.dirname;
const node = (code: string, options = {}) =>
  runCommand(process.execPath, ["-e", code], { cwd, ...options });

test("resolves to the program's output", async () => {
  expect(await node("console.log('out'); console.error('err')")).toEqual({
    stdout: "out\n",
    stderr: "err\n",
  });
});

test("a failing program's error has its exit code and all its output", async () => {
  const error = await node("console.log('out'); console.error('err'); process.exit(3)").catch(
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({ exitCode: 3, stdout: "out\n", stderr: "err\n" });
  expect(String(error)).toMatch(/failed \(exit code 3\)\.\nout\n\nerr$/);
});

test("a program that does not exist is named", async () => {
  await expect(runCommand("no-such-program", ["--x"], { cwd })).rejects.toThrow(
    "`no-such-program --x` failed: ENOENT.",
  );
});

test("the time limit ends a program that hangs", async () => {
  const hanging = node("setInterval(() => {}, 1000)", { timeout: 200 });
  await expect(hanging).rejects.toThrow("failed (SIGTERM).");
});

test("a program that reads its input finds it empty", async () => {
  const { stdout } = await node(
    "process.stdin.on('data', () => {}).on('end', () => console.log('ended'))",
  );
  expect(stdout).toBe("ended\n");
});
