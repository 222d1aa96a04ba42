import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  onTestFinished,
  test,
  vi,
} from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { smallDocument } from "../testing/small-document.ts";
import { smallRepository, snapshot } from "../testing/small-repository.ts";
import { exitCodes } from "./exit-codes.ts";
import { regen } from "./generate.ts";

const toys = smallDocument
  .replaceAll("Pet", "Toy")
  .replaceAll("pets", "toys")
  .replace("Small API", "Toy API")
  .replace("https://api.example.com/v1", "https://toys.example.com");
const toyWithAge = toys.replace(
  "        kind:\n          type: string\n    Failure",
  "        kind:\n          type: string\n        age:\n          type: integer\n    Failure",
);

let generated: string;
let root: string;
let printed: string[];
let served: Map<string, string>;
let origin: string;

beforeAll(async () => {
  generated = await smallRepository();
  await regen(generated);
});
afterAll(() => rm(generated, { recursive: true, force: true }));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "regen-"));
  await cp(generated, root, { recursive: true });
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(String(text)));
  vi.spyOn(console, "error").mockImplementation((text) => void printed.push(String(text)));
  served = new Map();
  const server = createServer(({ url = "" }, response) => {
    const text = served.get(url);
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

async function addToys(): Promise<void> {
  served.set("/toys.yaml", toys);
  expect(await runCommand(root, "--add", "toys", `${origin}/toys.yaml`)).toBe(exitCodes.done);
}

const read = (path: string) => readFile(join(root, path), "utf8");
const recordOf = async (name: string) => JSON.parse(await read(`specs/${name}.source.json`));

/** Each document is read from this test's server. */
async function readFromHere(): Promise<void> {
  for (const name of ["pets", "toys"]) {
    const record = { ...(await recordOf(name)), upstream: `${origin}/${name}.yaml` };
    await writeFile(join(root, `specs/${name}.source.json`), JSON.stringify(record));
  }
}

test("another document is vendored byte for byte, with a record, types and a changeset", async () => {
  await addToys();
  expect(await read("specs/toys.yaml")).toBe(toys);
  expect(await recordOf("toys")).toMatchObject({
    upstream: `${origin}/toys.yaml`,
    source: `${origin}/toys.yaml`,
    bytes: Buffer.byteLength(toys),
    coverage: { kind: "whole", operations: "all" },
  });
  expect(await read("packages/types/src/generated/toys/index.gen.ts")).toContain("type Toy ");
  const changeset = printed.join("\n").match(/\.changeset\/spec-\w+\.md/)?.[0] ?? "";
  expect(await read(changeset)).toBe(
    '---\n"@shared/kapso-types": patch\n---\n\nTypes of the Toy API, with 1 operation, as the entry `./toys`.\n',
  );
  expect((await regen(root, { check: true })).changes).toEqual([]);
});

test("prints the destination of requests and of the key of the new document", async () => {
  await addToys();
  expect(printed.join("\n")).toContain("Requests go to https://toys.example.com.");
  expect(printed.join("\n")).toContain("The key goes into X-API-Key.");
});

test("an overlay that waits for the document is applied", async () => {
  await mkdir(join(root, "specs/overlays"), { recursive: true });
  await writeFile(
    join(root, "specs/overlays/toys.overlay.yaml"),
    "overlay: 1.0.0\ninfo: { title: Toys, version: 1.0.0 }\nextends: ../toys.yaml\nactions:\n  - x-name: colour\n    description: Known from the prose.\n    x-retires-when: '#/components/schemas/Toy/properties/colour'\n    target: $.components.schemas.Toy.properties\n    update:\n      colour: { type: string }\n",
  );
  await addToys();
  expect(await read("packages/types/src/generated/toys/openapi.gen.ts")).toContain("colour?:");
});

test("a document from a file has no address, unless --address names it", async () => {
  const source = join(root, "toys-as-sent.yaml");
  await writeFile(source, toys);
  expect(await runCommand(root, "--add", "toys", source)).toBe(exitCodes.done);
  expect(printed.join("\n")).toContain("pass --address URL");
  expect(await recordOf("toys")).not.toHaveProperty("upstream");
  await rm(join(root, "specs/toys.yaml"));
  const address = "https://docs.example.com/toys.yaml";
  expect(await runCommand(root, "--add", "toys", source, "--address", address)).toBe(
    exitCodes.done,
  );
  expect(await recordOf("toys")).toMatchObject({ upstream: address, source: "toys-as-sent.yaml" });
});

test.each([
  ["a name that is taken", ["pets", "toys.yaml"], "specs/pets.yaml exists already"],
  ["a name that leaves the folder", ["../toys", "toys.yaml"], "cannot name a document"],
  ["the manifest's name", ["package", "toys.yaml"], "cannot name a document"],
  ["a document that is vendored", ["toys", "specs/pets.yaml"], "is vendored already"],
  [
    "a file that is no OpenAPI document",
    ["toys", "specs/pets.source.json"],
    "expected OpenAPI 3.1",
  ],
  ["a source that does not exist", ["toys", "nowhere.yaml"], "cannot be read (ENOENT)"],
])("%s is refused, and nothing is written", async (_, [name = "", source = ""], sentence) => {
  await writeFile(join(root, "toys.yaml"), toys);
  const before = await snapshot(root);
  expect(await runCommand(root, "--add", name, join(root, source))).toBe(exitCodes.refused);
  expect(printed.join("\n")).toContain(sentence);
  const { ".regen/lock": _lock, ...after } = await snapshot(root);
  expect(after).toEqual(before);
});

test("an address that is no https URL is refused", async () => {
  const words = ["--add", "toys", join(root, "specs/pets.yaml"), "--address", "toys.yaml"];
  expect(await runCommand(root, ...words)).toBe(exitCodes.refused);
  expect(printed.join("\n")).toContain("--address must be the https URL");
});

test("--dry-run writes nothing", async () => {
  served.set("/toys.yaml", toys);
  const before = await snapshot(root);
  expect(await runCommand(root, "--add", "toys", `${origin}/toys.yaml`, "--dry-run")).toBe(
    exitCodes.done,
  );
  expect(await snapshot(root)).toEqual(before);
});

test("--upstream bumps each document from its own address", async () => {
  await addToys();
  await readFromHere();
  served.set("/pets.yaml", smallDocument);
  served.set("/toys.yaml", toyWithAge);
  expect(await runCommand(root, "--upstream")).toBe(exitCodes.done);
  expect(await read("specs/toys.yaml")).toBe(toyWithAge);
  expect(await read("specs/pets.yaml")).toBe(smallDocument);
});

test("a document that is refused does not stop the next one, and the exit code is its", async () => {
  await addToys();
  await readFromHere();
  served.set("/pets.yaml", "<html>");
  served.set("/toys.yaml", toyWithAge);
  const report = join(root, "report.md");
  await writeFile(report, "the report of an earlier run");
  expect(await runCommand(root, "--upstream", "--report", report)).toBe(exitCodes.refused);
  expect(printed.join("\n")).toMatch(/pets: Refused; nothing was written/);
  expect(await read("specs/pets.yaml")).toBe(smallDocument);
  expect(await read("specs/toys.yaml")).toBe(toyWithAge);
  expect(await read("report.md")).toMatch(/^# Spec bump/);
});

test("bytes that were edited by hand are not overwritten, also where no address is recorded", async () => {
  const source = join(root, "toys.yaml");
  await writeFile(source, toys);
  await runCommand(root, "--add", "toys", source);
  await writeFile(join(root, "specs/toys.yaml"), `${toys}# edited\n`);
  await writeFile(source, toyWithAge);
  const words = ["--upstream", source, "--document", "toys"];
  expect(await runCommand(root, ...words)).toBe(exitCodes.refused);
  expect(printed.join("\n")).toContain("pass --overwrite-edits");
});

test("a document without an address is skipped, by name", async () => {
  await writeFile(join(root, "toys.yaml"), toys);
  await runCommand(root, "--add", "toys", join(root, "toys.yaml"));
  const record = { ...(await recordOf("pets")), upstream: `${origin}/pets.yaml` };
  await writeFile(join(root, "specs/pets.source.json"), JSON.stringify(record));
  served.set("/pets.yaml", smallDocument);
  expect(await runCommand(root, "--upstream")).toBe(exitCodes.done);
  expect(printed.join("\n")).toContain('toys: skipped, since specs/toys.source.json names no "');
});

test("the record keeps its address after a bump from a file, also over bytes edited by hand", async () => {
  await addToys();
  const address = `${origin}/toys.yaml`;
  const source = join(root, "by-mail.yaml");
  await writeFile(source, toyWithAge);
  const words = ["--upstream", source, "--document", "toys"];
  expect(await runCommand(root, ...words)).toBe(exitCodes.done);
  expect(await recordOf("toys")).toMatchObject({ upstream: address, source: "by-mail.yaml" });
  await writeFile(join(root, "specs/toys.yaml"), `${toyWithAge}# edited\n`);
  expect(await runCommand(root, ...words, "--overwrite-edits")).toBe(exitCodes.done);
  expect(await recordOf("toys")).toMatchObject({ upstream: address });
});
