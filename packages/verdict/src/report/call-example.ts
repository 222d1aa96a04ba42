import type { Change } from "./change.ts";

/** Calls of the client, written out, that show a change at one place. */
export interface CallExample {
  /** A call that sends `part` at the place, such as `{ name: value }`. */
  sending(part: string): string;
  /** A call with one parameter, or none. */
  withParameter(group: string, name: string | null): string;
  /** The expression that reads the place, or another last key there. */
  reading(lastKey?: string): string;
}

export function callExample({ operation, location }: Change): CallExample {
  const [method = "GET", path = "/"] = operation?.split(" ") ?? [];
  const call = (options: string) => `client.${method}("${path}"${options})`;
  const keys = keyPath(location);
  return {
    sending: (part) => {
      const around = keys.slice(0, -1);
      const body = around.reduceRight(
        (inner, key) => (key === "[0]" ? `[${inner}]` : `{ ${property(key)}: ${inner} }`),
        part,
      );
      return call(`, { body: ${body} }`);
    },
    withParameter: (group, name) =>
      call(name === null ? "" : `, { params: { ${group}: { ${property(name)}: value } } }`),
    reading: (lastKey) => {
      const all = lastKey === undefined ? keys : [...keys.slice(0, -1), lastKey];
      const steps = all.map((key) =>
        key.startsWith("[") ? key : isName(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
      );
      return `(await ${call("")}).data${steps.join("")}`;
    },
  };
}

/** The keys from the body to the place: "response 200 data[].name" → data, [0], name. */
function keyPath(location: string): string[] {
  const inner = location
    .replace(/^(?:response \S+|request) ?/, "")
    .replace(/\([^)]*\)/g, "")
    .trim();
  return inner
    .replaceAll("[]", ".[0]")
    .split(".")
    .filter((step) => step !== "");
}

function isName(key: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(key);
}

function property(key: string): string {
  return isName(key) ? key : JSON.stringify(key);
}
