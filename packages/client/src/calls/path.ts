import { KapsoInputError } from "../errors/refusals.ts";
import { encode } from "./encode.ts";

/**
 * Fills the `{…}` of a path. Refused are values that would make it another path or none: missing,
 * empty, `.` and `..` (also behind an encoded slash, which proxies decode), anything but a string
 * or a number. White space around a value is cut.
 */
export function fillPath(template: string, parameters: Record<string, unknown>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const field = `path.${name}`;
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (typeof value !== "string" && !Number.isFinite(value)) {
      const came = value === undefined ? "nothing" : value === null ? "null" : typeof value;
      throw new KapsoInputError(
        field,
        `${template} needs ${name} in params.path, a string; ${came} came.`,
      );
    }
    const text = String(value).trim();
    if (text.split(/[\\/]/).some((segment) => /^\.{0,2}$/.test(segment))) {
      throw new KapsoInputError(
        field,
        text
          ? `params.path.${name} holds a path segment that is empty, "." or "..", which would make ${template} another path.`
          : `params.path.${name} is empty, which would make ${template} another path. Was the id ever set?`,
      );
    }
    return encode(text, field);
  });
}
