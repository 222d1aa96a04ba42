import { readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";

it("prints the output that the README shows", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const index = new URL("./index.ts", import.meta.url).href;
  const code = example.replace("@shared/openapi-verdict", index);
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const printed = log.mock.calls.flat().join("\n");
  log.mockRestore();
  expect(printed).toBe([...example.matchAll(/\/\/ (.*)/g)].map(([, line]) => line).join("\n"));
});
