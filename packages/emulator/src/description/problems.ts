import type { ErrorObject } from "ajv/dist/2020.js";
import { isObject } from "../json.ts";

/**
 * Turns a validator's findings into sentences for the sender of the value. `root` is the name
 * of the value (`The body`, or a parameter's name).
 */
export function problemsOf(errors: readonly ErrorObject[], root: string): readonly string[] {
  const sentences = withoutEchoes(errors).map((error) =>
    sentence(error, readableLocation(error.instancePath) || root),
  );
  return [...new Set(sentences)];
}

// A failing anyOf/oneOf is reported once per branch and once as a whole; where a branch already
// reports a deeper place, the summary of the union adds nothing.
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  return errors.filter((error) => {
    if (error.keyword === "if") return false;
    if (error.keyword !== "anyOf" && error.keyword !== "oneOf") return true;
    return !errors.some(
      (other) => other !== error && other.schemaPath.startsWith(`${error.schemaPath}/`),
    );
  });
}

function readableLocation(instancePath: string): string {
  return instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, part) => {
      if (/^\d+$/.test(part)) return `${path}[${part}]`;
      return path === "" ? part : `${path}.${part}`;
    }, "");
}

function sentence(error: ErrorObject, subject: string): string {
  const { params, data } = error;
  const got = `got ${describeValue(data, subject)}`;
  switch (error.keyword) {
    case "required":
      return `${join(subject, params["missingProperty"])} is required.`;
    case "additionalProperties":
    case "unevaluatedProperties":
      return `${join(subject, params["additionalProperty"] ?? params["unevaluatedProperty"])} is not a field of this operation; remove it or check its spelling.`;
    case "type":
      return `${subject} must be ${listTypes(params["type"])}, ${got}.`;
    case "enum":
      return `${subject} must be one of ${listValues(params["allowedValues"])}; ${got}.`;
    case "const":
      return `${subject} must be ${JSON.stringify(params["allowedValue"])}, ${got}.`;
    case "format":
      return `${subject} must be ${formatNames[params["format"]] ?? `a ${params["format"]}`}, ${got}.`;
    case "oneOf":
    case "anyOf":
      return `${subject} matches none of the schemas that the spec allows; ${got}.`;
    default:
      return `${subject} ${error.message ?? `breaks the rule "${error.keyword}"`}, ${got}.`;
  }
}

const formatNames: Readonly<Record<string, string>> = {
  uuid: "a UUID (8-4-4-4-12 hexadecimal digits)",
  "date-time": "a date and time with zone such as 2026-01-31T09:00:00Z",
  date: "a date such as 2026-01-31",
  uri: "an absolute URL such as https://example.com/path",
  email: "an e-mail address",
};

function join(subject: string, name: unknown): string {
  return subject.includes(" ") ? String(name) : `${subject}.${String(name)}`;
}

function listValues(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : "";
}

function listTypes(types: unknown): string {
  return (Array.isArray(types) ? types : [types])
    .map((type) => (type === "null" ? "null" : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`))
    .join(" or ");
}

const secretName = /token|secret|password|api_?key|authorization|signature|embed_url/i;

/** A value, short enough for a sentence; strings in fields that sound secret are left out. */
export function describeValue(value: unknown, name = ""): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return "an object";
  if (typeof value !== "string") return String(value);
  if (value === "") return "an empty string";
  if (secretName.test(name)) return `a string of ${value.length} characters`;
  return JSON.stringify(value.length > 48 ? `${value.slice(0, 47)}…` : value);
}
