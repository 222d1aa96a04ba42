import { expect, test } from "vitest";
import { packedPackages } from "./packed-package.ts";
import { sizeLimits } from "./size-limits.ts";
import { measure, sizeFindings, sizeTable } from "./sizes.ts";
import { brokenCopy, packageNamed } from "./testing/broken-copy.ts";

const packages = await packedPackages();

test("every program stays within its limit", async () => {
  const sizes = await measure(sizeLimits, packages);
  console.log(sizeTable(sizes));
  expect(sizeFindings(sizes)).toEqual([]);
});

test("an entry that takes the whole client along is found", async () => {
  const client = packageNamed("@shared/kapso-client", packages);
  const heavier = brokenCopy(client, { "dist/embed/index.js": 'export * from "../index.js";' });
  const others = packages.filter((one) => one !== client);
  const limits = sizeLimits.filter(({ name }) => name.endsWith("/embed"));

  const findings = sizeFindings(await measure(limits, [heavier, ...others]));
  expect(findings).toEqual([
    expect.stringMatching(
      /^@shared\/kapso-client\/embed: \d+ B, .* 1000 B are the limit: \d+ B too many\. .* to \d+00 and give the reason/,
    ),
  ]);
});

test("what cannot be bundled is not a small program", async () => {
  const program = 'import { gone } from "@shared/kapso-gone"; console.log(gone);';
  const limits = [{ name: "a program", program, limit: 1000 }];
  await expect(measure(limits, packages)).rejects.toThrow(/kapso-gone/);
});
