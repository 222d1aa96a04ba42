import { expect, test } from "vitest";
import { type Candidate, changelogEntry, planRelease } from "./plan.ts";
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
    dependencies: {},
    changelog: undefined,
    published: "absent",
    isNewPackage: false,
    differing: [],
    ...more,
  };
}

const quiet = { host: "npm.example.com", dryRun: true, signing: undefined };

test("the report names the packages of the release that each one depends on", () => {
  const plan = planRelease(
    [
      candidate("types"),
      candidate("client", { dependencies: { types: "^0.2.0", "openapi-fetch": "0.17.0" } }),
    ],
    undefined,
  );
  expect(plan.map(({ siblings }) => siblings)).toEqual([{}, { types: "^0.2.0" }]);
});

test("a version that is there with the same content is left alone, with other content refused", () => {
  const plan = planRelease(
    [
      candidate("a", { published: "present" }),
      candidate("b", { published: "present", differing: ["README.md"] }),
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

test("only a version without a prerelease is the latest", () => {
  const tags = ["1.0.0", "1.1.0-next.0", "1.1.0-0"].map(
    (version) => planRelease([candidate("a", { version })], undefined)[0]?.distTag,
  );
  expect(tags).toEqual(["latest", "next", "next"]);
  const [snapshot] = planRelease([candidate("a")], "pr-12");
  expect(snapshot).toMatchObject({ distTag: "pr-12", why: "a snapshot of 0.1.0" });
});

test("the report shows the version, dist-tag, size and reason of each package", () => {
  const changelog = "### Minor Changes\n\n- 1a2b3c4: A field is gone.";
  const plan = planRelease(
    [
      candidate("types", { changelog }),
      candidate("client", {
        dependencies: { types: "^0.2.0" },
        isNewPackage: true,
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

test("without a registry everything counts as not published, and the report shows that", () => {
  const plan = planRelease([candidate("a", { published: undefined })], undefined);
  const report = planReport(plan, { ...quiet, host: undefined });
  expect(report).toContain("not set (KAPSO_REGISTRY)");
  expect(report).toContain("published for the first time, since no registry is set");
});

test("the report of a release whose versions are all published has nothing to publish", () => {
  const plan = planRelease([candidate("a", { published: "present" })], undefined);
  expect(planReport(plan, quiet)).toContain("Nothing to publish");
  expect(refusalReport(plan)).toBeUndefined();
});

const changelog = `# client

## 0.2.0

### Minor Changes

- 1a2b3c4: A field is gone.

## 0.1.1

- 3c4d5e6: The first.
`;

test("a version's changelog entry is what stands between its heading and the next", () => {
  expect(changelogEntry(changelog, "0.2.0")).toBe(
    "### Minor Changes\n\n- 1a2b3c4: A field is gone.",
  );
  expect(changelogEntry(changelog, "0.1.1")).toBe("- 3c4d5e6: The first.");
  expect(changelogEntry(changelog, "0.1.0")).toBeUndefined();
  expect(changelogEntry("", "0.1.0")).toBeUndefined();
});
