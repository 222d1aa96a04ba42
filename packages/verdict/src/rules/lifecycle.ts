import type { ComparisonSettings } from "../settings.ts";
import type { ChangeClass } from "./change-class.ts";
import { classOf, type Marks } from "./finding.ts";
import type { RuleId } from "./rules.ts";

export interface Lifecycle {
  deprecated: boolean;
  sunset: string | null;
}

export interface LifecycleChange {
  rule: RuleId;
  class: ChangeClass;
  marks: Marks;
}

/** The change of the end date of an operation, a parameter or a property. */
export function lifecycleChange(
  oldLifecycle: Lifecycle,
  newLifecycle: Lifecycle,
  settings: ComparisonSettings,
): LifecycleChange | null {
  const change = (rule: RuleId, marks: Marks = {}): LifecycleChange => ({
    rule,
    class: classOf(rule, "request"),
    marks,
  });
  if (oldLifecycle.deprecated && !newLifecycle.deprecated)
    return change("operation.deprecation-lifted");
  if (!newLifecycle.deprecated) return null;
  const oldText = oldLifecycle.sunset;
  const newText = newLifecycle.sunset;
  if (oldLifecycle.deprecated && oldText === newText) return null;
  if (newText === null) {
    if (!oldLifecycle.deprecated) return change("operation.deprecated-without-sunset");
    return change("operation.sunset-dropped");
  }
  const days = daysUntil(newText, settings.today);
  const oldValue =
    oldLifecycle.deprecated && oldText !== null ? daysUntil(oldText, settings.today) : null;
  const marks = { date: newText, new: newText, old: oldText ?? "", graceDays: settings.graceDays };
  if (days !== null && days < 0) return change("operation.sunset-in-the-past", marks);
  if (days === null) return change("operation.sunset-too-soon", marks);
  if (oldValue !== null && days > oldValue) return change("operation.sunset-moved-later", marks);
  if (oldValue !== null && days < oldValue) return change("operation.sunset-moved-earlier", marks);
  if (days < settings.graceDays) return change("operation.sunset-too-soon", marks);
  return change("operation.deprecated-in-time", marks);
}

export function daysUntil(date: string, today: string | null): number | null {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(date)?.[0];
  const end = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(end)) return null;
  const from = today ?? new Date().toISOString().slice(0, 10);
  return Math.round((end - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
