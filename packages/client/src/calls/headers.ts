import { KapsoInputError } from "../errors/refusals.ts";

/**
 * Refuses header values that `fetch` would refuse, since its own message would print them: what
 * HTTP does not allow in a field value (RFC 9110, section 5.5), and all outside of Latin-1.
 */
export function checkHeaders(headers: object = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || value === null) continue;
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      throw new KapsoInputError(
        "headers",
        "A header's name may only hold letters, digits and !#$%&'*+-.^_`|~.",
      );
    }
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(String(value))) {
      throw new KapsoInputError(
        `headers.${name}`,
        `The header ${name} holds a line break, a control character or one outside Latin-1; encode it first.`,
      );
    }
  }
}
