// RFC 9110, section 5.6.7: IMF-fixdate. The two obsolete forms are not written by any server of today.
const imfFixdate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/;

/**
 * The seconds in a `Retry-After` (RFC 9110, section 10.2.3): digits, or an HTTP date.
 * Anything else, such as `-1`, `1.5` or `soon`, is `undefined`; a date in the past is 0.
 */
export function parseRetryAfter(
  value: string | null | undefined,
  now: number = Date.now(),
): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text);
  if (!imfFixdate.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
