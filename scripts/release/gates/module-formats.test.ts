import { expect, test } from "vitest";
import { moduleFormatFindings } from "./module-formats.ts";
import { packedPackages, textOf } from "./packed-package.ts";
import { brokenCopy, packageNamed } from "./testing/broken-copy.ts";

const packages = await packedPackages();

test("every entry exports the same names, imported and required", async () => {
  expect(await moduleFormatFindings(packages)).toEqual([]);
});

test("CommonJS code is strict, as an ES module is", () => {
  for (const one of packages) {
    const paths = [...one.files.keys()].filter((path) => path.endsWith(".cjs"));
    const isStrict = (path: string) => textOf(one, path).startsWith('"use strict";');
    expect(paths).not.toEqual([]);
    expect(paths.filter((path) => !isStrict(path))).toEqual([]);
  }
});

test("a name that only an import has, and an entry without CommonJS, are found", async () => {
  const client = packageNamed("@shared/kapso-client", packages);
  const embed = "dist/embed/index.cjs";
  const fewer = textOf(client, embed).replace("exports.isEmbedUrl = isEmbedUrl;", "");
  const manifest = textOf(client, "package.json").replace(
    "/webhooks/index.cjs",
    "/webhooks/index.js",
  );
  const broken = brokenCopy(client, { [embed]: fewer, "package.json": manifest });
  const others = packages.filter((one) => one !== client);
  expect(await moduleFormatFindings([broken, ...others])).toEqual([
    "@shared/kapso-client/embed: isEmbedUrl is exported to import, and not to require().",
    "@shared/kapso-client/webhooks: require() does not load a .cjs file.",
  ]);
});
