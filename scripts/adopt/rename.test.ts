import { expect, test } from "vitest";
import { leftovers, renamed } from "./rename.ts";

const from = {
  scope: "@old",
  registry: "https://npm.old.example/",
  owners: "@old/team",
  repository: "https://github.com/old/kapso",
};
const to = {
  scope: "@new",
  registry: "https://npm.new.example/npm/",
  owners: "@new/team $1",
  repository: "https://github.com/new/kapso",
};
const rename = (path: string, text: string) => renamed(path, text, from, to);

test.each([
  ['import x from "@old/kapso-client";', 'import x from "@new/kapso-client";'],
  ["/@old\\/first/ and @old%2ffirst", "/@new\\/first/ and @new%2ffirst"],
  ["@old:registry and `@old` and @old.", "@new:registry and `@new` and @new."],
  ["@old-labs/x, me@old.com, @older/x, ann@old", "@old-labs/x, me@old.com, @older/x, ann@old"],
])("of %j the scope is exchanged, as a whole word", (text, result) => {
  expect(rename("a.ts", text)).toBe(result);
});

test("a registry's address is exchanged in examples and pages, and stays an example in tests", () => {
  const npmrc = `registry=${from.registry}\n//npm.old.example/:_authToken=`;
  expect(rename("examples/consumer/npm/.npmrc", npmrc)).toBe(
    `registry=${to.registry}\n//npm.new.example/npm/:_authToken=`,
  );
  expect(rename("scripts/a.test.ts", npmrc)).toBe(npmrc);
});

test("the vendor's bytes stay as they are", () => {
  expect(rename("specs/pets.yaml", "contact: @old")).toBe("contact: @old");
  expect(leftovers("specs/pets.yaml", "contact: @old", "@old")).toEqual([]);
});

test("code owners and the repository's address are exchanged", () => {
  expect(rename(".github/CODEOWNERS", "# Teams\n* @other/team\n")).toBe(
    "# Teams\n* @new/team $1\n",
  );
  expect(rename("packages/a/README.md", `[b](${from.repository}/blob/main/b.md)`)).toBe(
    `[b](${to.repository}/blob/main/b.md)`,
  );
  expect(rename("docs/a.md", "uses: old/kapso/.github/workflows/try.yml@main")).toBe(
    "uses: new/kapso/.github/workflows/try.yml@main",
  );
});

test("dependencies of a manifest are in the order that package managers write", () => {
  const text = '{"dependencies":{"@old/a":"1","@other/b":"1"}}';
  expect(Object.keys(JSON.parse(rename("package.json", text)).dependencies)).toEqual([
    "@new/a",
    "@other/b",
  ]);
  const sorted = renamed("package.json", text, from, { ...to, scope: "@z" });
  expect(Object.keys(JSON.parse(sorted).dependencies)).toEqual(["@other/b", "@z/a"]);
});

test("what is left of a scope is named by file and line", () => {
  expect(leftovers("a.md", "fine\nsee @old/x\n@older", "@old")).toEqual(["a.md:2: see @old/x"]);
});
