import { isObject } from "@shared/openapi-model/document.ts";
import { pointerTo, ReferenceFault } from "@shared/openapi-model/json-pointer.ts";
import type { OpenApiModel, WalkedModel } from "@shared/openapi-model/model.ts";
import type { MakeProblem, Problem } from "@shared/openapi-model/problem.ts";
import type { Located, Resolver } from "@shared/openapi-model/resolve.ts";
import { camelCase, isIdentifier, isReserved, pascalCase, typeName } from "./type-names.ts";

/** Checks names that become identifiers and keys of the client: each must be unique. */
export function nameProblems(model: WalkedModel, problem: MakeProblem): Problem[] {
  return [
    ...pathProblems(model, problem),
    ...operationIdProblems(model, problem),
    ...statusProblems(model, problem),
    ...parameterProblems(model, problem),
    ...schemaNameProblems(model, problem),
  ];
}

function pathProblems({ document }: OpenApiModel, problem: MakeProblem): Problem[] {
  const paths = Object.keys(document.paths ?? {}).filter((path) => !path.startsWith("x-"));
  const faulty = paths.flatMap((path) => {
    const fault = pathFault(path);
    return fault === undefined ? [] : [problem(pointerTo("#/paths", path), fault, true)];
  });
  const twice = twins(paths, (path) => path.replaceAll(/\{[^}]*\}/g, "{}"));
  return [
    ...faulty,
    ...twice.map(([twin, path]) => {
      const message = `the paths "${twin}" and "${path}" differ only in a parameter's name: one URL, two types.`;
      return problem(pointerTo("#/paths", path), message, true);
    }),
  ];
}

/** For all values of its parameters, a path must stay below the server's URL. */
function pathFault(path: string): string | undefined {
  if (!path.startsWith("/")) return `the path "${path}" must begin with "/".`;
  const bare = path.replaceAll(/\{[^{}]*\}/g, "x");
  if (/[{}]/.test(bare)) return `the braces of the path "${path}" are not balanced.`;
  if (/\{\s*\}/.test(path)) return `the path "${path}" has a parameter without a name.`;
  const strange = /[\\?#\s"'<>`|^]|\/\//.exec(bare)?.[0];
  if (strange !== undefined) return `the path "${path}" must not have ${JSON.stringify(strange)}.`;
  if (/%(?![0-9a-f]{2})|%2f|%5c|%00/i.test(bare)) {
    return `the path "${path}" has a percent-encoding that servers decode differently.`;
  }
  const segments = bare.replaceAll(/%2e/gi, ".").split("/");
  if (segments.some((segment) => segment === "." || segment === "..")) {
    return `the path "${path}" must not have the segment "." or "..".`;
  }
  if (/^\/[^/]*:[^/]*@/.test(bare)) return `the path "${path}" must not look like an authority.`;
  return undefined;
}

/** A list must not have two parameters of one name and place: TypeScript has one key for both. */
function parameterProblems({ nodes, resolver }: WalkedModel, problem: MakeProblem): Problem[] {
  const problems: Problem[] = [];
  for (const { node, kind, pointer } of nodes) {
    const list =
      isObject(node) && (kind === "operation" || kind === "pathItem") && node["parameters"];
    if (!Array.isArray(list)) continue;
    const seen = new Set<string>();
    for (const [index, item] of list.entries()) {
      const at = pointerTo(`${pointer}/parameters`, index);
      const name = parameterName(resolver, { node: item, pointer: at });
      if (name === undefined) continue;
      if (seen.has(name)) problems.push(problem(at, `the parameter ${name} is declared twice.`));
      seen.add(name);
    }
  }
  return problems;
}

function parameterName({ follow }: Resolver, at: Located): string | undefined {
  try {
    const { node } = follow(at);
    if (!isObject(node) || typeof node["name"] !== "string") return undefined;
    // Names of headers are the same in any case.
    const name = node["in"] === "header" ? node["name"].toLowerCase() : node["name"];
    return `"${name}" in ${String(node["in"])}`;
  } catch (fault) {
    if (!(fault instanceof ReferenceFault)) throw fault;
    return undefined; // reported as a reference
  }
}

function operationIdProblems({ operations }: OpenApiModel, problem: MakeProblem): Problem[] {
  const faulty = operations.flatMap(({ name, pointer, node: { operationId: id } }) => {
    if (typeof id !== "string" || id === "") {
      return [problem(pointer, `${name} has no operationId; types are named by it.`, true)];
    }
    const at = `${pointer}/operationId`;
    if (!isIdentifier(pascalCase(id))) {
      return [problem(at, `operationId "${id}" gives no name in TypeScript: expected letters.`)];
    }
    return isReserved(id) || isReserved(camelCase(id))
      ? [problem(at, `operationId "${id}" is a reserved name in TypeScript.`)]
      : [];
  });
  const named = operations.filter(({ node }) => typeof node.operationId === "string");
  const twice = twins(named, ({ id }) => pascalCase(id)).map(([first, { id, name, pointer }]) => {
    const message =
      first.id === id
        ? `operationId "${id}" is used twice: by ${first.name} and by ${name}.`
        : `the operationIds "${first.id}" and "${id}" would both be ${pascalCase(id)} in TypeScript.`;
    return problem(`${pointer}/operationId`, message);
  });
  return [...faulty, ...twice];
}

/** The generator prints statuses as numbers. */
function statusProblems({ operations }: OpenApiModel, problem: MakeProblem): Problem[] {
  return operations.flatMap(({ responses, pointer, name }) =>
    responses
      .filter(({ status }) => !/^(?:[1-5](?:\d\d|XX)|default)$/i.test(status))
      .map(({ status }) => {
        const message = `expected a status such as "200", "4XX" or "default" of ${name}, found "${status}".`;
        return problem(pointerTo(`${pointer}/responses`, status), message, true);
      }),
  );
}

function schemaNameProblems({ document }: OpenApiModel, problem: MakeProblem): Problem[] {
  const schemas = Object.keys(document.components?.schemas ?? {});
  const at = (schema: string) => pointerTo("#/components/schemas", schema);
  const unnamed = schemas.filter((schema) => !isIdentifier(typeName(schema)));
  return [
    ...unnamed.map((schema) =>
      problem(
        at(schema),
        `the schema "${schema}" gives no name in TypeScript: expected letters.`,
        true,
      ),
    ),
    ...twins(schemas, typeName).map(([twin, schema]) => {
      const message = `the schemas "${twin}" and "${schema}" would both be the TypeScript type ${typeName(schema)}.`;
      return problem(at(schema), message, true);
    }),
  ];
}

/** Each item whose key an earlier item has, with the earlier item. */
function twins<T>(things: readonly T[], keyOf: (thing: T) => string): [T, T][] {
  const first = new Map<string, T>();
  return things.flatMap((thing) => {
    const key = keyOf(thing);
    if (key === "") return [];
    const twin = first.get(key);
    if (twin !== undefined) return [[twin, thing] as [T, T]];
    first.set(key, thing);
    return [];
  });
}
