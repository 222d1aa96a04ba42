import { expect, test } from "vitest";
import { type Candidate, planRelease } from "./plan.ts";
import { planReport, refusalReport } from "./plan-report.ts";

function candidate(name: string, more: Partial<Candidate> = {}): Candidate {
  return {
    name,
    version: "0.2.0",
    before: "0.1.0",
    folder: `/repository/packages/${name}`,
    manifest: {},
    path: `/tarballs/${name}.tgz`,
    files: ["package.json"],
    bytes: 1234,
    integrity: "sha512-AA==",
    dependencies: {},
    changelog: undefined,
    published: { state: "absent", isNewPackage: false },
    differing: [],
    ...more,
  };
}

const present: Candidate["published"] = { state: "present", integrity: "sha512-AA==", tarball: "" };
const quiet = { host: "npm.example.com", dryRun: true, signing: undefined };

test("what others depend on is published before them, so that no half of a release is uninstallable", () => {
  const plan = planRelease(
    [
      candidate("embeds", { dependencies: { client: "^0.2.0" } }),
      candidate("client", { dependencies: { types: "^0.2.0", "openapi-fetch": "0.17.0" } }),
      candidate("types"),
    ],
    undefined,
  );
  expect(plan.map(({ name }) => name)).toEqual(["types", "client", "embeds"]);
  expect(plan.map(({ siblings }) => siblings)).toEqual([
    {},
    { types: "^0.2.0" },
    { client: "^0.2.0" },
  ]);
});

test("packages in a circle are an error that names them", () => {
  const circle = [
    candidate("a", { dependencies: { b: "^1.0.0" } }),
    candidate("b", { dependencies: { a: "^1.0.0" } }),
  ];
  expect(() => planRelease(circle, undefined)).toThrow("circle: a → b → a");
});

test("a version that is there with the same content is left alone, with other content refused", () => {
  const plan = planRelease(
    [
      candidate("a", { published: present }),
      candidate("b", { published: present, differing: ["README.md"] }),
      candidate("c"),
      candidate("d", { published: undefined }),
    ],
    undefined,
  );
  expect(plan.map(({ action }) => action)).toEqual([
    "already published",
    "refuse",
    "publish",
    "publish",
  ]);
  expect(refusalReport(plan)).toContain("b 0.2.0: README.md differs");
  expect(planReport(plan, quiet)).toContain("Cannot be published as it is:");
});

test("only a version without a prerelease gets to be the latest", () => {
  const tags = ["1.0.0", "1.1.0-next.0", "1.1.0-0"].map(
    (version) => planRelease([candidate("a", { version })], undefined)[0]?.distTag,
  );
  expect(tags).toEqual(["latest", "next", "next"]);
  const [snapshot] = planRelease([candidate("a")], "pr-12");
  expect(snapshot).toMatchObject({ distTag: "pr-12", why: "a snapshot of 0.1.0" });
});

test("the report says of each package what, where, how much and why", () => {
  const changelog = "### Minor Changes\n\n- 1a2b3c4: A field is gone.";
  const plan = planRelease(
    [
      candidate("types", { changelog }),
      candidate("client", {
        dependencies: { types: "^0.2.0" },
        published: { state: "absent", isNewPackage: true },
        before: "0.2.0",
      }),
    ],
    undefined,
  );
  expect(planReport(plan, quiet)).toBe(`registry    npm.example.com
provenance  none

Would publish 2 of 2 packages, in this order:

types 0.1.0 → 0.2.0
  dist-tag    latest
  tarball     1.2 kB, 1 files
  why         ### Minor Changes

              - 1a2b3c4: A field is gone.

client 0.2.0
  dist-tag    latest
  tarball     1.2 kB, 1 files
  depends on  types@^0.2.0
  why         published for the first time`);
});

test("without a registry everything counts as not published, and the report says so", () => {
  const plan = planRelease([candidate("a", { published: undefined })], undefined);
  const report = planReport(plan, { ...quiet, host: undefined });
  expect(report).toContain("not set (KAPSO_REGISTRY)");
  expect(report).toContain("published for the first time, since no registry was asked");
});

test("a release of what is all there says that there is nothing to publish", () => {
  const plan = planRelease([candidate("a", { published: present })], undefined);
  expect(planReport(plan, quiet)).toContain("Nothing to publish");
  expect(refusalReport(plan)).toBeUndefined();
});
