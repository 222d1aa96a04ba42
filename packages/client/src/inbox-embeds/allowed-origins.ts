import { KapsoInputError } from "../errors/error-classes.ts";
import { scrub } from "../errors/redact.ts";

/** Brings origins to the form that the API compares; rejects what it could never match. */
export function normaliseOrigins(given: readonly (string | URL)[]): string[] {
  if (!Array.isArray(given)) {
    throw new KapsoInputError(
      "allowed_origins",
      `allowed_origins must be a list, like ["https://app.example.com"]; ${typeof given} came.`,
    );
  }
  return [
    ...new Set(given.map((origin, index) => normaliseOrigin(origin, `allowed_origins[${index}]`))),
  ];
}

function normaliseOrigin(given: string | URL, field: string): string {
  const text = (given instanceof URL ? given.href : typeof given === "string" ? given : "").trim();
  const refuse = (problem: string): never => {
    throw new KapsoInputError(field, `${field} ${problem}`);
  };
  if (text === "*") {
    refuse(
      'is "*". To allow every origin leave allowed_origins out; to allow subdomains write "https://*.example.com".',
    );
  }
  const [, scheme = "", star = "", rest = ""] =
    /^([a-z][a-z\d+.-]*:\/\/)?(\*\.)?(.*)$/is.exec(text) ?? [];
  if (!scheme && !star) {
    refuse(
      `is ${quote(text)}. Expected an origin with its scheme, like "https://app.example.com".`,
    );
  }
  const url = parse(`${scheme || "https://"}${rest}`);
  if (!url || !/^https?:$/.test(url.protocol) || /[*\s]/.test(rest)) {
    return refuse(
      `is ${quote(text)}. Expected "https://app.example.com" or, for subdomains, "*.example.com".`,
    );
  }
  if (star && !/[^.]\.[^.]/.test(url.hostname)) {
    refuse(
      `is ${quote(text)}, which stands for everybody's domains. Name yours, like "*.example.com".`,
    );
  }
  if (url.pathname !== "/" || url.search || url.hash || url.username || url.password) {
    refuse(
      `has more than an origin (a path, a query, a fragment or a user name), and origins are all that is compared. Write "${url.protocol}//${star}${url.host}".`,
    );
  }
  return `${scheme && `${url.protocol}//`}${star}${url.host}`;
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** The origin alone, scrubbed: what was pasted by mistake may be a secret. */
function quote(text: string): string {
  const [origin = ""] = text.split(/[?#]|(?<=[^:/])\//);
  return JSON.stringify(scrub(origin).slice(0, 60));
}
