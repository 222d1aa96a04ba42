import { expect, test } from "vitest";
import { changelogEntry } from "./changelog.ts";

const CHANGELOG = `# @shared/kapso-types

## 0.2.0

### Minor Changes

- 1a2b3c4: A field is gone.

## 0.1.10

### Patch Changes

- 2b3c4d5: A field more.

## 0.1.1

- 3c4d5e6: The first.
`;

test("the entry of a version is its own, without its title and its neighbours", () => {
  expect(changelogEntry(CHANGELOG, "0.2.0")).toBe(
    "### Minor Changes\n\n- 1a2b3c4: A field is gone.",
  );
  expect(changelogEntry(CHANGELOG, "0.1.1")).toBe("- 3c4d5e6: The first.");
});

test("a version that the changelog does not have has no entry", () => {
  expect(changelogEntry(CHANGELOG, "0.1.0")).toBeUndefined();
  expect(changelogEntry("", "0.1.0")).toBeUndefined();
});
