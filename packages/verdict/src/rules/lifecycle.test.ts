import { describe, expect, it } from "vitest";
import { defaultSettings } from "../settings.ts";
import { daysUntil, type Lifecycle, lifecycleChange } from "./lifecycle.ts";

const settings = { ...defaultSettings, today: "2026-01-01" };
const alive: Lifecycle = { deprecated: false, sunset: null };
const ending = (sunset: string | null): Lifecycle => ({ deprecated: true, sunset });
const rule = (oldLifecycle: Lifecycle, newLifecycle: Lifecycle) =>
  lifecycleChange(oldLifecycle, newLifecycle, settings)?.rule;

describe("lifecycleChange", () => {
  it("accepts an end that leaves the days of grace, counted from today", () => {
    expect(rule(alive, ending("2026-04-01"))).toBe("operation.deprecated-in-time");
    expect(rule(alive, ending("2026-03-31"))).toBe("operation.sunset-too-soon");
    expect(rule(alive, ending("2025-12-31"))).toBe("operation.sunset-in-the-past");
  });

  it("distinguishes an end that moved from one that was never there", () => {
    expect(rule(ending("2026-12-01"), ending("2026-11-01"))).toBe("operation.sunset-moved-earlier");
    expect(rule(ending("2026-12-01"), ending("2027-01-01"))).toBe("operation.sunset-moved-later");
    expect(rule(ending("2026-12-01"), ending(null))).toBe("operation.sunset-dropped");
    expect(rule(alive, ending(null))).toBe("operation.deprecated-without-sunset");
  });

  it("reports nothing where no date moved, and a docs change where the end was withdrawn", () => {
    expect(rule(ending("2026-12-01"), ending("2026-12-01"))).toBeUndefined();
    expect(rule(alive, alive)).toBeUndefined();
    expect(rule(ending(null), alive)).toBe("operation.deprecation-lifted");
  });
});

describe("daysUntil", () => {
  it("reads dates, with or without a time, and nothing else", () => {
    expect(daysUntil("2026-01-02", "2026-01-01")).toBe(1);
    expect(daysUntil("2026-01-31T10:00:00Z", "2026-01-01")).toBe(30);
    expect(daysUntil("next spring", "2026-01-01")).toBeNull();
    expect(daysUntil("2026-99-99", "2026-01-01")).toBeNull();
  });
});
