import { expect, test } from "vitest";
import { packedPackages } from "./packed-package.ts";
import { brokenCopy, packageNamed } from "./testing/broken-copy.ts";
import { typesResolveFindings } from "./types-resolve.ts";

const packages = await packedPackages();
const client = packageNamed("@shared/kapso-client", packages);

test.each(packages)("an ES module finds the types of every entry of $name", async (packed) => {
  expect(await typesResolveFindings(packed)).toEqual([]);
});

test("an entry without declarations is found", async () => {
  const broken = brokenCopy(client, { "dist/embed/index.d.ts": undefined });
  expect((await typesResolveFindings(broken))[0]).toMatch(
    /^@shared\/kapso-client: Could not find types\. .*"entrypoint":"\.\/embed"/,
  );
});

test("declarations that lead nowhere are found", async () => {
  const broken = brokenCopy(client, { "dist/client.d.ts": undefined });
  expect((await typesResolveFindings(broken)).join("\n")).toMatch(/Internal resolution error/);
});
