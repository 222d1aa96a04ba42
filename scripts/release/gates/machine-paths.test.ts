import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../packages.ts";
import { machinePathFindings } from "./machine-paths.ts";
import { packedPackages, publishedByVendor } from "./packed-package.ts";
import { brokenCopy, packageNamed } from "./testing/broken-copy.ts";

const published = await publishedByVendor();
const packages = await packedPackages();
const client = packageNamed("@shared/kapso-client", packages);

const temporary = ["", "tmp", "kapso-1"].join("/");

test.each(packages)("no file of $name names a folder of one machine", (packed) => {
  expect(machinePathFindings(packed, published)).toEqual([]);
});

test("the path of a URL is no folder", () => {
  const broken = brokenCopy(client, {
    "dist/embed/index.js": "// https://app.example.com/home/ada",
  });
  expect(machinePathFindings(broken)).toEqual([]);
});

test.each([
  [
    "the repository's",
    join(repositoryRoot, "packages", "client"),
    join(repositoryRoot, "packages"),
  ],
  ["a home", "/home/ada/kapso", "/home/ada"],
  ["a temporary", `${temporary}/index.ts`, temporary],
  ["a home on Windows", "C:\\Users\\ada\\kapso", "C:\\Users\\ada"],
  ["a file's URL", "file:///opt/kapso", "file:///opt"],
])("a file that names %s folder is found", (_, path, named) => {
  const broken = brokenCopy(client, { "dist/embed/index.js": `// made in ${path}` });
  expect(machinePathFindings(broken)).toEqual([
    `@shared/kapso-client: dist/embed/index.js names ${named}, a folder of one machine.`,
  ]);
});
