import { createHash, generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { packedPackages, publishedByVendor } from "./packed-package.ts";
import { secretFindings } from "./secrets.ts";
import { brokenCopy, packageNamed } from "./testing/broken-copy.ts";

const published = await publishedByVendor();
const packages = await packedPackages();
const client = packageNamed("@shared/kapso-client", packages);

test.each(packages)("nothing in $name looks like a secret", async (packed) => {
  expect(await secretFindings(packed, published)).toEqual([]);
});

// Made here, so that no scanner finds a secret in this file.
const random = createHash("sha512").update("a secret that opens nothing");
const base64 = random.copy().digest("base64url");
const hexadecimal = random.copy().digest("hex");
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const npmToken = `npm_${base64.replace(/[-_]/g, "x").slice(0, 36)}`;

test.each([
  ["a registry's token", `"//npm.example.com/:_authToken=${npmToken}"`, "a secret"],
  ["a private key", privateKey.export({ type: "pkcs8", format: "pem" }), "a secret"],
  ["a password in an address", `"postgres://desk:${base64.slice(0, 20)}@db/desk"`, "a secret"],
  ["a bearer token", `Authorization: Bearer ${base64}`, "a bearer token"],
  ["a Kapso key", `KAPSO_API_KEY=${base64.slice(0, 30)}`, "the value of a key"],
  ["a key in a header", `"X-API-Key": "${base64.slice(0, 30)}"`, "the value of a key"],
  ["an embed URL", `https://app.example.com/embed/${hexadecimal}`, "an embed URL with its token"],
  ["a random literal", `const key = "${base64}";`, "a key: it is long and random"],
  ["a random digest", `const key = '${hexadecimal}';`, "a key: it is long and random"],
])("%s in a file is found, and not shown", async (_, text, what) => {
  const broken = brokenCopy(client, { "dist/embed/index.js": `\n${text}` });
  const findings = (await secretFindings(broken)).join("\n");
  expect(findings).toContain(`@shared/kapso-client: dist/embed/index.js:2 looks like ${what}`);
  expect(findings).not.toContain(base64.slice(0, 20));
  expect(findings).not.toContain(hexadecimal.slice(0, 20));
});

test("an example that the vendor published is no secret; another one beside it is", async () => {
  const types = packageNamed("@shared/kapso-types", packages);
  const path = "src/generated/openapi-platform/description.json";
  const broken = brokenCopy(types, { [path]: `["${base64}",\n"${hexadecimal}"]` });
  expect(await secretFindings(broken, `${published} ${base64}`)).toEqual([
    expect.stringContaining(
      `@shared/kapso-types: ${path}:2 looks like a key: it is long and random.`,
    ),
  ]);
});
