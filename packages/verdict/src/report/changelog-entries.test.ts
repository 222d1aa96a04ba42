import { describe, expect, it } from "vitest";
import type { Change } from "./change.ts";
import { changelogEntries, changelogLine } from "./changelog-entries.ts";

const change: Change = {
  class: "breaking",
  operation: "POST /inbox_embeds",
  location: "request inbox_embed.name",
  direction: "request",
  text: "maxLength 80 → 40.",
  sentence: "",
  marks: {},
  places: [],
  decidedBy: "document",
  rule: "upper-bound.tightened",
  wire: "breaking",
  types: "none",
};

const lines = (...given: Parameters<typeof changelogEntries>) =>
  changelogEntries(...given).map(changelogLine);

describe("changelogEntries", () => {
  it("has the place, the change, its effect, and that a wire break is live already", () => {
    expect(lines([change])).toEqual([
      "[Breaking] POST /inbox_embeds, request inbox_embed.name: maxLength 80 → 40; calls that were valid can be rejected. (wire, already live)",
    ]);
  });

  it("marks a types break as coming on upgrade", () => {
    const [line] = lines([
      {
        ...change,
        operation: null,
        location: "path /a/{id}",
        direction: null,
        text: "Gone.",
        wire: "none",
        types: "breaking",
      },
    ]);
    expect(line).toBe("[Breaking] path /a/{id}: Gone. (types, on upgrade)");
  });

  it("marks a risky change as one to check", () => {
    const risky: Change = {
      ...change,
      class: "risky",
      operation: "GET /inbox_embeds",
      location: "query parameter per_page",
      text: "Missing means 50, was 20.",
      rule: "parameter.default-changed",
      wire: "risky",
    };
    const place = "[Check] GET /inbox_embeds, query parameter per_page: Missing means 50, was 20.";
    expect(lines([risky])).toEqual([`${place} (behavior; not proven safe, check it)`]);
  });

  it("lists additions, counts texts, and has no entry without a change", () => {
    const added: Change = {
      ...change,
      class: "additive",
      operation: "GET /inbox_embeds/{id}/events",
      location: "operation",
      direction: null,
      rule: "operation.added",
      text: "New operation GET /inbox_embeds/{id}/events.",
      wire: "additive",
    };
    const text: Change = {
      ...change,
      class: "docs",
      rule: "annotation.text",
      text: "Text changed.",
      wire: "docs",
    };
    expect(lines([text, added, { ...text, operation: "GET /a" }])).toEqual([
      "Added GET /inbox_embeds/{id}/events.",
      "Docs: 2 texts in 2 operations.",
    ]);
    expect(lines([{ ...change, class: "none" }])).toEqual([]);
  });
});
