import { describe, expect, it } from "vitest";
import type { ChangeClass } from "../rules/change-class.ts";
import type { Change } from "./change.ts";
import { nextVersion, planReleases, releaseFor } from "./semver.ts";

function change(wire: ChangeClass, types: ChangeClass): Change {
  const level = wire === "none" ? types : wire;
  return {
    class: level,
    operation: "GET /things",
    location: "request name",
    direction: "request",
    text: "Something.",
    sentence: "",
    marks: {},
    places: [],
    decidedBy: "both",
    rule: "upper-bound.tightened",
    wire,
    types,
  };
}

const versions = { types: "0.3.1", client: "0.4.0" };

describe("releaseFor", () => {
  it.each([
    ["breaking", "0.3.1", "minor"],
    ["risky", "0.3.1", "minor"],
    ["additive", "0.3.1", "patch"],
    ["docs", "0.3.1", "patch"],
    ["none", "0.3.1", "none"],
    ["breaking", "1.0.0", "major"],
    ["risky", "2.4.0", "minor"],
    ["additive", "1.0.0", "minor"],
    ["docs", "1.0.0", "patch"],
  ] as const)("%s on %s is a %s", (level, version, bump) => {
    expect(releaseFor(level, version)).toEqual({ bump });
  });
});

describe("planReleases", () => {
  it("does not release the types when their text is the same, and releases the client for a change on the wire", () => {
    const plan = planReleases([change("breaking", "none")], versions, true);
    expect(plan.types).toEqual({ bump: "none" });
    expect(plan.client).toEqual({ bump: "minor" });
  });

  it("makes other text of the same meaning a patch", () => {
    expect(planReleases([], versions, false).types.bump).toBe("patch");
  });

  it("raises the client at least as much as the types that it re-exports", () => {
    const plan = planReleases([change("none", "breaking")], versions, false);
    expect(plan).toMatchObject({ types: { bump: "minor" }, client: { bump: "minor" } });
    const later = planReleases([], { types: "0.1.0", client: "1.0.0" }, false);
    expect(later.client.bump).toBe("patch");
  });
});

describe("nextVersion", () => {
  it("raises one part and clears those after it", () => {
    expect(nextVersion("1.2.3", "major")).toBe("2.0.0");
    expect(nextVersion("1.2.3", "minor")).toBe("1.3.0");
    expect(nextVersion("1.2.3", "patch")).toBe("1.2.4");
    expect(nextVersion("1.2.3", "none")).toBe("1.2.3");
  });
});
