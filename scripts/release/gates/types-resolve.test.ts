import { expect, test } from "vitest";
import { packedPackages } from "./packed-package.ts";
import { brokenCopy, packageNamed, withManifest } from "./testing/broken-copy.ts";
import { typesResolveFindings } from "./types-resolve.ts";

const packages = await packedPackages();
const client = packageNamed("@shared/kapso-client", packages);

test.each(packages)(
  "every entry of $name resolves to types, imported or required, also by `node10`",
  async (packed) => {
    expect(await typesResolveFindings(packed)).toEqual([]);
  },
);

test("an entry without declarations is found", async () => {
  const broken = brokenCopy(client, { "dist/embed/index.d.ts": undefined });
  expect((await typesResolveFindings(broken)).join("\n")).toMatch(
    /@shared\/kapso-client: Could not find types\. .*"entrypoint":"\.\/embed"/,
  );
});

test("declarations that lead nowhere are found", async () => {
  const broken = brokenCopy(client, { "dist/client.d.ts": undefined });
  expect((await typesResolveFindings(broken)).join("\n")).toMatch(/Internal resolution error/);
});

test("CommonJS with the declarations of the ES module is found", async () => {
  const both = { types: "./dist/index.d.ts", default: "./dist/index.cjs" };
  const broken = withManifest(client, { exports: { ".": both } });
  expect((await typesResolveFindings(broken)).join("\n")).toMatch(/Types are ESM/i);
});

test("an entry that `node10` does not find is found", async () => {
  const broken = withManifest(client, { typesVersions: undefined });
  expect((await typesResolveFindings(broken)).join("\n")).toMatch(
    /"entrypoint":"\.\/webhooks","resolutionKind":"node10"/,
  );
});
