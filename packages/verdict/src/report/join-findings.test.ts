import { describe, expect, it } from "vitest";
import type { Finding } from "../rules/finding.ts";
import { groupChanges } from "./group-changes.ts";
import { joinFindings } from "./join-findings.ts";

const wire: Finding = {
  rule: "null.outside-enum",
  class: "none",
  operation: "GET /things",
  location: "response 200 status",
  direction: "response",
  text: "Typed as nullable, although the enum forbids null.",
  cause: "a",
};
const types: Finding = {
  ...wire,
  rule: "null.gained",
  class: "breaking",
  text: "Type string became string | null.",
  cause: "b",
};

describe("the two comparisons", () => {
  it("are joined at one place: the stricter decides, both classes stay", () => {
    const [change, ...others] = groupChanges(joinFindings([wire], [types]));
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      class: "breaking",
      decidedBy: "types",
      wire: "none",
      types: "breaking",
      rule: "null.outside-enum",
    });
    expect(change?.text).toBe(
      "Typed as nullable, although the enum forbids null. For TypeScript code using it stops compiling; on the wire nothing changes.",
    );
  });

  it("agree as one change", () => {
    const found: Finding = {
      ...wire,
      rule: "null.gained",
      class: "breaking",
      text: "May be null.",
    };
    const changes = groupChanges(joinFindings([found], [types]));
    expect(changes).toMatchObject([{ decidedBy: "both", text: "May be null." }]);
  });

  it("do not join a types break with a text that changed at the same place", () => {
    const docs: Finding = {
      ...wire,
      rule: "annotation.text",
      class: "docs",
      text: "Text changed.",
    };
    const changes = groupChanges(joinFindings([docs], [types]));
    expect(changes.map(({ class: level, text }) => [level, text.startsWith("Text")])).toEqual([
      ["breaking", false],
      ["docs", true],
    ]);
  });

  it("do not join across directions", () => {
    const changes = groupChanges(joinFindings([{ ...wire, direction: "request" }], [types]));
    expect(changes).toMatchObject([{ rule: "null.gained", direction: "response" }]);
  });

  it("report one edit once, for all operations that show it", () => {
    const found: Finding = {
      ...wire,
      rule: "null.gained",
      class: "breaking",
      text: "May be null.",
    };
    const places = ["GET /a", "GET /b", "GET /c"].map((operation) => ({ ...found, operation }));
    const changes = groupChanges(joinFindings(places, []));
    expect(changes.map(({ operation, text }) => [operation, text])).toEqual([
      [
        "GET /a",
        "May be null. In 3 places, also GET /b response 200 status; GET /c response 200 status.",
      ],
    ]);
  });
});
