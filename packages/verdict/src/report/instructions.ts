import type { RuleId } from "../rules/rules.ts";
import { type Change, place } from "./change.ts";

/** What a consumer must do because of one change. */
export interface Instruction {
  /** One imperative sentence. */
  text: string;
  /** A call before and after the change, where TypeScript can show it. */
  code: { before: string; after: string } | null;
}

/** What to do because of a change, by the rule that found it and by its direction. */
export function instructionFor(change: Change): Instruction {
  const { marks, direction, operation, location } = change;
  const where = place(change);
  const name = String(marks["name"] ?? lastStep(location));
  const was = String(marks["old"] ?? "");
  const is = String(marks["new"] ?? "");
  const request = direction === "request";
  const key = keyPath(location);
  const call = callOf(operation, request);
  const plain = (text: string): Instruction => ({ text, code: null });
  const shown = (text: string, before: string, after: string): Instruction => ({
    text,
    code: { before, after },
  });
  const hasRule = (...rules: RuleId[]) => rules.includes(change.rule);

  if (hasRule("property.renamed") && request) {
    return shown(
      `Send ${is} instead of ${was}.`,
      call(`{ ${was}: value }`),
      call(`{ ${is}: value }`),
    );
  }
  if (hasRule("property.renamed")) {
    const outer = key.slice(0, -1);
    return shown(
      `Read ${is} instead of ${was}.`,
      read(call, [...outer, was]),
      read(call, [...outer, is]),
    );
  }
  if (hasRule("property.required-added", "required.key-added", "required.undeclared") && request) {
    return shown(`Send ${name} in every ${where}.`, call("{}"), call(`{ ${name}: value }`));
  }
  if (hasRule("property.optional-removed", "property.required-removed")) {
    return request
      ? shown(`Stop sending ${name}.`, call(`{ ${name}: value }`), call("{}"))
      : shown(`Stop reading ${name}.`, read(call, key), "");
  }
  if (hasRule("null.gained") && !request) {
    return shown(`Handle null in ${where}.`, read(call, key), `${read(call, key)} ?? fallback`);
  }
  if (hasRule("required.key-dropped") && !request) {
    return shown(
      `Handle that ${name} may be missing.`,
      read(call, key),
      `${read(call, key)} ?? fallback`,
    );
  }
  if (hasRule("enum.gained", "const.changed", "enum.dropped", "const.removed") && !request) {
    return plain(`Handle values that were not listed, in ${where}. ${change.sentence}`);
  }
  if (hasRule("enum.lost", "enum.set", "const.added") && request) {
    return plain(`Send only values that are still taken, as ${where}. ${change.sentence}`);
  }
  if (hasRule("type.replaced")) {
    const verb = request ? "Send" : "Expect";
    return plain(
      `${verb} ${is === "" ? "the new type" : is} instead of ${was || "the old type"} as ${where}.`,
    );
  }
  if (hasRule("operation.removed", "operation.removed-after-its-sunset", "path.removed")) {
    return plain(`Stop calling ${operation ?? (was || where)}. ${change.sentence}`);
  }
  if (hasRule("path.moved", "path.respelt")) {
    return shown(`Call ${is} instead of ${was}.`, `client.GET("${was}")`, `client.GET("${is}")`);
  }
  if (hasRule("path.template-renamed")) {
    return shown(
      `Write ${is} instead of ${was} in path and parameters.`,
      `{ params: { path: { ${was}: id } } }`,
      `{ params: { path: { ${is}: id } } }`,
    );
  }
  if (hasRule("operation.method-changed")) return plain(`Call ${is} instead of ${was}.`);
  if (hasRule("parameter.required-added", "parameter.optional-to-required")) {
    const group = String(marks["in"] ?? location.split(" ")[0] ?? "query");
    return shown(
      `Send the ${group} parameter ${name}.`,
      call(null, {}),
      call(null, { [group]: `{ ${name}: value }` }),
    );
  }
  if (hasRule("parameter.removed"))
    return plain(`Stop sending ${name} with ${operation ?? "calls"}.`);
  if (hasRule("success-status.replaced")) {
    return shown(
      `Expect ${is} instead of ${was} from ${operation}.`,
      `status === ${was}`,
      `status === ${is}`,
    );
  }
  if (change.rule.startsWith("success-status.")) {
    return plain(`Handle the other status of ${operation}. ${change.sentence}`);
  }
  if (change.rule.startsWith("servers.") || change.rule.startsWith("server-variable.")) {
    return plain(`Check the base URL that your client uses. ${change.sentence}`);
  }
  if (change.rule.startsWith("security.") || change.rule.startsWith("scheme.")) {
    return plain(`Check how ${operation ?? "calls"} send credentials. ${change.sentence}`);
  }
  if (change.rule.startsWith("component.")) {
    return plain(`Import another type. ${change.sentence}`);
  }
  if (change.rule === "operation.id-gone") {
    return plain(`Use paths instead of operations["${was}"], or its new name.`);
  }
  if (
    change.rule.startsWith("operation.sunset") ||
    change.rule.startsWith("operation.deprecated")
  ) {
    return plain(`Plan to leave ${operation ?? where}. ${change.sentence}`);
  }
  if (change.rule.includes("default")) {
    return plain(`Send the value that you rely on, in ${where}. ${change.sentence}`);
  }
  if (location.startsWith("components ")) {
    return plain(`Check code that uses the type ${location.split(" ")[2]}. ${change.sentence}`);
  }
  if (request) return plain(`Check what you send as ${where}. ${change.sentence}`);
  if (direction === "response") return plain(`Check what you do with ${where}. ${change.sentence}`);
  return plain(`Check ${where === "" ? "the document" : where}. ${change.sentence}`);
}

function lastStep(location: string): string {
  return location.split(/[ .]/).at(-1) ?? location;
}

/** The keys from the body to the place: "response 200 data[].name" → data, [0], name. */
function keyPath(location: string): string[] {
  const inner = location.replace(/^response \S+ ?/, "").replace(/\([^)]*\)/g, "");
  return inner
    .replaceAll("[]", ".[0]")
    .split(".")
    .filter((step) => step !== "");
}

type Call = (body: string | null, params?: Readonly<Record<string, string>>) => string;

function callOf(operation: string | null, request: boolean): Call {
  const [method = "GET", path = "/"] = operation?.split(" ") ?? [];
  return (body, params = {}) => {
    const groups = Object.entries(params).map(([group, value]) => `${group}: ${value}`);
    const parts = [
      ...(groups.length > 0 ? [`params: { ${groups.join(", ")} }`] : []),
      ...(request && body !== null ? [`body: ${body}`] : []),
    ];
    const options = parts.length > 0 ? `, { ${parts.join(", ")} }` : "";
    return `client.${method}("${path}"${options})`;
  };
}

function read(call: Call, keys: readonly string[]): string {
  const steps = keys.map((key) =>
    key.startsWith("[") ? key : /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
  );
  return `(await ${call(null)}).data${steps.join("")}`;
}
