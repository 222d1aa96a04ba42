import { expect, test } from "vitest";
import { apiReports } from "./api-report.ts";
import { reportFindings } from "./committed-reports.ts";
import { packedPackages, textOf } from "./packed-package.ts";
import { brokenCopy, packageNamed, withManifest } from "./testing/broken-copy.ts";

const packages = await packedPackages();

test("every entry exports what its committed report lists", async () => {
  expect(await reportFindings(await apiReports(packages))).toEqual([]);
});

test("a function that is gone, one that is new, and an entry that is gone are found", async () => {
  const client = packageNamed("@shared/kapso-client", packages);
  const declarations = textOf(client, "dist/embed/index.d.ts").replace(", isEmbedUrl", "");
  const broken = withManifest(
    brokenCopy(client, {
      "dist/embed/index.d.ts": `${declarations}\nexport declare function openFrame(): void;`,
    }),
    { exports: { "./embed": { import: "./dist/embed/index.js" } } },
  );

  const [changed, ...gone] = await reportFindings(await apiReports([broken]));
  expect(changed).toBe(
    [
      "@shared/kapso-client: ./embed does not export what api/embed.api.md lists. Run `pnpm api` and commit what it writes, with a changeset (`pnpm changeset`), if that is meant.",
      "  -// @public",
      "  -export function isEmbedUrl(url: unknown): url is string;",
      "  +// @public (undocumented)",
      "  +export function openFrame(): void;",
    ].join("\n"),
  );
  const others = Object.keys(client.manifest["exports"] as object)
    .filter((entry) => !["./embed", "./package.json"].includes(entry))
    .map((entry) => entry.replace(/^\.\/?/, "") || "index")
    .sort();
  expect(gone.sort()).toEqual(
    others.map(
      (entry) => `@shared/kapso-client: api/${entry}.api.md reports on no entry. Run \`pnpm api\`.`,
    ),
  );
});
