import { expect, test } from "vitest";
import { checkSnapshotTag } from "./versions.ts";

test("a snapshot's tag cannot be a version, and is not that of releases", () => {
  expect(checkSnapshotTag("pr-12")).toBe("pr-12");
  for (const tag of ["latest", "v1", "1.0.0", "", "PR", "a b", "-x", "a/b", "--tag"]) {
    expect(() => checkSnapshotTag(tag)).toThrow("cannot be a snapshot's tag");
  }
});
