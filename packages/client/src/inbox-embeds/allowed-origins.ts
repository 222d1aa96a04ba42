import { parseUrl } from "../errors/parse-url.ts";
import { scrub } from "../errors/redact.ts";
import { reject, rejectKind } from "../errors/reject.ts";

/** Brings origins to the form that the API compares; rejects what it could never match. */
export function normaliseOrigins(given: readonly (string | URL)[]): string[] {
  if (!Array.isArray(given)) {
    rejectKind("allowed_origins", "a list", given);
  }
  return [
    ...new Set(given.map((origin, index) => normaliseOrigin(origin, `allowed_origins[${index}]`))),
  ];
}

function normaliseOrigin(given: string | URL, field: string): string {
  // A URL of another realm, as in jsdom, is no instance of this realm's URL.
  const text = (
    typeof given === "string" ? given : String((given as URL | null)?.href ?? "")
  ).trim();
  const refuse = (problem: string): never => {
    reject(field, problem);
  };
  if (text === "*") {
    refuse(
      'is "*". Leave allowed_origins out to allow every origin; for subdomains write "https://*.example.com".',
    );
  }
  const [, scheme = "", star = "", rest = ""] =
    /^([a-z][a-z\d+.-]*:\/\/)?(\*\.)?(.*)$/is.exec(text) ?? [];
  if (!scheme && !star) {
    refuse(`is ${quote(text)}. Expected its scheme too, like "https://app.example.com".`);
  }
  const url = parseUrl(`${scheme || "https://"}${rest}`);
  if (!url || !/^https?:$/.test(url.protocol) || /[*\s]/.test(rest)) {
    return refuse(`is ${quote(text)}. Expected "https://app.example.com" or "*.example.com".`);
  }
  if (star && !/[^.]\.[^.]/.test(url.hostname)) {
    refuse(`is ${quote(text)}, which is too wide. Expected "*.example.com".`);
  }
  if (url.pathname !== "/" || url.search || url.hash || url.username || url.password) {
    refuse(`has more than an origin. Write "${url.protocol}//${star}${url.host}".`);
  }
  return `${scheme && `${url.protocol}//`}${star}${url.host}`;
}

/** The origin alone, scrubbed: what was pasted by mistake may be a secret. */
function quote(text: string): string {
  const [origin = ""] = text.split(/[?#]|(?<=[^:/])\//);
  return JSON.stringify(scrub(origin).slice(0, 60));
}
