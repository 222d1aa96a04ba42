import { expect, test } from "vitest";
import { packedPackages } from "./packed-package.ts";
import { publintFindings } from "./publint.ts";
import { brokenCopy, packageNamed, withManifest } from "./testing/broken-copy.ts";

const packages = await packedPackages();
const client = packageNamed("@shared/kapso-client", packages);

test.each(packages)("publint has no message on $name", async (packed) => {
  expect(await publintFindings(packed)).toEqual([]);
});

test("an entry that was not packed is found", async () => {
  const broken = brokenCopy(client, { "dist/embed/index.js": undefined });
  expect(await publintFindings(broken)).toEqual([
    '@shared/kapso-client: pkg.exports["./embed"].import is ./dist/embed/index.js but the file does not exist.',
  ]);
});

test("a suggestion counts: a manifest without the kind of its modules is found", async () => {
  const broken = withManifest(client, { type: undefined });
  expect((await publintFindings(broken)).join("\n")).toMatch(/"type" field/);
});
