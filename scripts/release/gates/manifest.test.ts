import { expect, test } from "vitest";
import { manifestFindings } from "./manifest.ts";
import { packedPackages } from "./packed-package.ts";
import { brokenCopy, packageNamed, withManifest } from "./testing/broken-copy.ts";

const packages = await packedPackages();
const client = packageNamed("@shared/kapso-client", packages);

test.each(packages)("the manifest of $name says what a consumer's tools ask", (packed) => {
  expect(manifestFindings(packed)).toEqual([]);
});

test.each([
  [{ type: "commonjs" }, '"type" has to be "module".'],
  [
    { sideEffects: undefined },
    '"sideEffects" has to be false, or a bundler keeps what a program does not use.',
  ],
  [{ engines: undefined }, '"engines" has to say which Node it runs on.'],
  [{ files: ["dist"] }, '"files" has to list CHANGELOG.md: it is packed only where it is listed.'],
  [
    { dependencies: { "@shared/kapso-types": "workspace:^" } },
    '"dependencies" asks for @shared/kapso-types@workspace:^, which only this repository understands.',
  ],
  [
    { devDependencies: { vitest: "catalog:" } },
    '"devDependencies" asks for vitest@catalog:, which only this repository understands.',
  ],
  [{ license: "MIT" }, 'it says "MIT" and has no LICENSE in its tarball.'],
])("%j is found", (fault, sentence) => {
  expect(manifestFindings(withManifest(client, fault))).toEqual([
    `@shared/kapso-client: ${sentence}`,
  ]);
});

test("a licence in a package that grants none is found", () => {
  expect(manifestFindings(brokenCopy(client, { LICENSE: "MIT License" }))).toEqual([
    '@shared/kapso-client: it says "UNLICENSED" and has LICENSE in its tarball.',
  ]);
});
