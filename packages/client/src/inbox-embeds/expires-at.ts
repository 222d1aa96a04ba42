import { tagOf } from "../errors/describe-value.ts";
import { scrub } from "../errors/redact.ts";
import { reject, rejectKind } from "../errors/reject.ts";

/** RFC 3339, section 5.6: a date-time is whole only with its offset. */
const dateTime = /^(\d{4}-\d{2}-\d{2})[Tt]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/;

/** A time as the API takes it; rejects one that has passed, and one that has no offset. */
export function normaliseExpiry(given: Date | string, now: number = Date.now()): string {
  const text = typeof given === "string" ? given.trim() : undefined;
  const date = (text === undefined ? given : new Date(text)) as Date;
  if (text !== undefined && !isDateTime(text)) {
    return reject(
      "expires_at",
      `is ${JSON.stringify(scrub(text).slice(0, 40))}. Expected a Date, or an ISO time with its offset, like "2030-12-31T23:59:59Z".`,
    );
  }
  // By its tag: one of another realm, as in Jest, is no instance of this realm's Date.
  if (tagOf(date) !== "Date" || Number.isNaN(date.getTime())) {
    return rejectKind("expires_at", "a Date, an ISO string, or null for never", given);
  }
  if (date.getTime() <= now) {
    reject(
      "expires_at",
      `is ${date.toISOString()}, which has passed. Leave it out for an embed that does not expire.`,
    );
  }
  return date.toISOString();
}

function isDateTime(text: string): boolean {
  const day = dateTime.exec(text)?.[1];
  // JavaScript takes the 30th of February for the 2nd of March, and writes the 32nd as `null`.
  return day !== undefined && JSON.stringify(new Date(`${day}T00:00:00Z`)).includes(day);
}
