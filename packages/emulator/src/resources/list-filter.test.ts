import { expect, it } from "vitest";
import { listFilter } from "./list-filter.ts";

const thing = {
  name: "Blue Glass",
  kind: "vase",
  fragile: true,
  created_at: "2026-03-01T12:00:00Z",
  sent_at: null,
};

it.each([
  [{ kind: "vase", fragile: true }, true],
  [{ kind: "bowl" }, false],
  [{ fragile: false }, false],
  [{ name_contains: "GLASS" }, true],
  [{ name_contains: "wood" }, false],
  [{ created_after: "2026-03-01T13:00:00+02:00" }, true],
  [{ created_after: "2026-03-01T12:00:01Z" }, false],
  [{ created_before: "2026-03-01T12:00:00Z" }, true],
  [{ created_before: "2026-02-28T00:00:00Z" }, false],
  [{ sent_after: "2026-01-01T00:00:00Z" }, true],
  [{ page: 2, errors_only: true }, true],
])("%j on a thing: %s", (query, expected) => {
  expect(listFilter(query)(thing)).toBe(expected);
});
