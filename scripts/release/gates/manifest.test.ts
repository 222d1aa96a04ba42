import { expect, test } from "vitest";
import { publishedPackages } from "../packages.ts";
import { manifestFindings } from "./manifest.ts";
import { packedPackages } from "./packed-package.ts";
import { brokenCopy, packageNamed, withManifest } from "./testing/broken-copy.ts";

const packages = await packedPackages();
const client = packageNamed("@shared/kapso-client", packages);

test.each(packages)(
  "the manifest of $name has the fields that a consumer's tools read",
  (packed) => {
    expect(manifestFindings(packed)).toEqual([]);
  },
);

test.each([
  [{ type: "commonjs" }, '"type" must be "module".'],
  [
    { sideEffects: undefined },
    '"sideEffects" must be false, or a bundler keeps what a program does not use.',
  ],
  [{ engines: undefined }, '"engines" must say which Node it runs on.'],
  [{ files: ["dist"] }, '"files" must list CHANGELOG.md: it is packed only where it is listed.'],
  [
    { dependencies: { "@shared/kapso-types": "workspace:^" } },
    '"dependencies" has @shared/kapso-types@workspace:^, which only this repository understands.',
  ],
  [
    { devDependencies: { vitest: "catalog:" } },
    '"devDependencies" has vitest@catalog:, which only this repository understands.',
  ],
  [
    { repository: { url: "git+https://git.example.com/a/b.git" } },
    "\"repository\" must have the repository's url and the package's directory.",
  ],
  [{ homepage: undefined }, '"homepage" must be the address of its README.'],
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

test("a package is not published by hand", async () => {
  for (const { name, manifest } of await publishedPackages()) {
    expect(manifest["scripts"], name).toHaveProperty(
      "prepublishOnly",
      expect.stringMatching(/pnpm release.*process\.exit\(1\)/),
    );
  }
});
