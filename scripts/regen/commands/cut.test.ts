import { readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
} from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hasUpstream, upstreamFile } from "@shared/openapi-model/testing/upstream.ts";
import { isFullLevel, sampled } from "@shared/toolkit/test-level.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { smallDocument } from "../testing/small-document.ts";
import { smallRepository, snapshot } from "../testing/small-repository.ts";

let root: string;
let printed: string[];
const servers: (Server | TcpServer)[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(String(text)));
  vi.spyOn(console, "error").mockImplementation((text) => void printed.push(String(text)));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
  await rm(root, { recursive: true, force: true });
});

async function listen(server: Server | TcpServer): Promise<string> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/spec`;
}

const slice = readFileSync(
  fileURLToPath(new URL("../../../specs/openapi-platform.yaml", import.meta.url)),
  "utf8",
);

/** The text without its last lines, 1 to 160 of them. */
function cuts(text: string): string[] {
  const lines = text.trimEnd().split("\n");
  return Array.from({ length: 160 }, (_, index) => `${lines.slice(0, -1 - index).join("\n")}\n`);
}

async function refusesCuts(text: string, some: readonly string[]): Promise<void> {
  root = await smallRepository(text);
  const source = join(root, "..", `${root.split("/").at(-1)}-cut.yaml`);
  const before = await snapshot(root);
  const passed: number[] = [];
  for (const cut of some) {
    await writeFile(source, cut);
    const code = await runCommand(root, "--quiet", "--upstream", source);
    if (code !== 3) passed.push(cut.split("\n").length);
    const { ".regen/lock": _lock, ...after } = await snapshot(root);
    expect(after).toEqual(before);
  }
  await rm(source);
  expect(passed).toEqual([]);
}

describe("a document that was cut at a line near its end is refused", () => {
  test("the vendored slice", () => refusesCuts(slice, sampled(cuts(slice), 5)));

  test.runIf(isFullLevel && hasUpstream)("the whole document", { timeout: 3_600_000 }, async () => {
    const text = await readFile(upstreamFile, "utf8");
    await refusesCuts(text, cuts(text));
  });
});

test("a response whose Content-Length ends before the document does is refused", async () => {
  root = await smallRepository();
  const whole = Buffer.from(smallDocument);
  for (const missing of [30, 90, 150]) {
    const body = whole.subarray(0, whole.length - missing);
    // Node drops bytes after the declared end.
    const address = await listen(
      createTcpServer((socket) => {
        socket.on("error", () => undefined);
        socket.once("data", () => {
          socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`);
          socket.end(body);
        });
      }),
    );
    expect(await runCommand(root, "--upstream", address), printed.join("\n")).toBe(3);
  }
});

test("--shorter-end lets the vendor remove the end of the document", async () => {
  const text = (last: string) =>
    `${smallDocument}  headers:\n    First: { schema: { type: string } }\n${last}`;
  root = await smallRepository(text("    Last: { schema: { type: string } }\n"));
  const source = join(root, "incoming.yaml");
  await writeFile(source, text(""));
  expect(await runCommand(root, "--upstream", source)).toBe(3);
  expect(printed.join("\n")).toContain("pass --shorter-end");
  expect(await runCommand(root, "--upstream", source, "--shorter-end")).toBe(0);
  expect(await readFile(join(root, "specs/pets.yaml"), "utf8")).toBe(text(""));
});

test("--overwrite-edits replaces a vendored document that was edited by hand", async () => {
  root = await smallRepository();
  const edited = `# Edited.\n${smallDocument}`;
  await writeFile(join(root, "specs/pets.yaml"), edited);
  const source = join(root, "incoming.yaml");
  await writeFile(source, `# News.\n${smallDocument}`);
  expect(await runCommand(root, "--upstream", source)).toBe(3);
  expect(await readFile(join(root, "specs/pets.yaml"), "utf8")).toBe(edited);
  expect(await runCommand(root, "--upstream", source, "--overwrite-edits")).toBe(0);
  expect(await readFile(join(root, "specs/pets.yaml"), "utf8")).toContain("# News.");
});

describe("an ETag is sent only for the bytes that it came with", () => {
  /** Serves what `body` says, with an ETag, and notes the conditions of the requests. */
  async function serve(body: () => { etag: string; type: string; text: string }) {
    const conditions: (string | undefined)[] = [];
    const handle: RequestListener = (request, response) => {
      const condition = request.headers["if-none-match"];
      conditions.push(condition);
      const { etag, type, text } = body();
      response.setHeader("ETag", etag).setHeader("Content-Type", type);
      response.statusCode = condition === etag ? 304 : 200;
      response.end(response.statusCode === 304 ? undefined : text);
    };
    return { address: await listen(createServer(handle)), conditions };
  }

  test("a whole document: yes, unless it was edited since", async () => {
    root = await smallRepository();
    const text = `# News.\n${smallDocument}`;
    const { address, conditions } = await serve(() => ({ etag: '"a"', type: "text/yaml", text }));
    const bump = (...words: string[]) => runCommand(root, "--upstream", address, ...words);
    expect([await bump(), await bump()]).toEqual([0, 0]);
    await writeFile(join(root, "specs/pets.yaml"), `# Edited.\n${smallDocument}`);
    expect(await bump("--overwrite-edits")).toBe(0);
    expect(conditions).toEqual([undefined, '"a"', undefined]);
    expect(await readFile(join(root, "specs/pets.yaml"), "utf8")).toBe(text);
  });

  test("a slice: no, since the vendored bytes are not the page's", async () => {
    // The document has one operation more than the page shows.
    root = await smallRepository(
      smallDocument.replace(
        "components:\n",
        "  /cats:\n    get: { operationId: listCats, responses: { '200': { description: Fine } } }\ncomponents:\n",
      ),
    );
    const page = `# Create pet\n\n\`\`\`yaml\n${smallDocument.replace("Create pet", "Create a pet")}\`\`\`\n`;
    const { address, conditions } = await serve(() => ({
      etag: '"page"',
      type: "text/markdown",
      text: page,
    }));
    const bump = () => runCommand(root, "--upstream", `${address}.md`);
    expect(await bump(), printed.join("\n")).toBe(0);
    expect(await readFile(join(root, "specs/pets.yaml"), "utf8")).toContain("Create a pet");
    expect(await bump()).toBe(0);
    expect(conditions).toEqual([undefined, undefined]);
    expect(await readFile(join(root, "specs/pets.source.json"), "utf8")).not.toContain("etag");
  });
});
