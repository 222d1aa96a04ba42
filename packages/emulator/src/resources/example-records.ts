import { successResponse } from "../api/declared-response.ts";
import { validSample } from "../api/sample.ts";
import type { Description } from "../description/description.ts";
import { isObject, type JsonObject } from "../json.ts";
import { findResources, type PlainResource } from "./find-resources.ts";

/** A thing from an example of the spec, and its collection. */
export interface ExampleRecord {
  resource: PlainResource;
  /** The path of the collection, with the ids of what is above it. */
  path: string;
  thing: JsonObject;
}

/**
 * A thing for every id that the spec has as an example: of the path parameter, in an example of the
 * thing itself, or in a field of the parameter's name anywhere. Collections come before what is
 * below their things.
 */
export function exampleRecords(description: Description): readonly ExampleRecord[] {
  const resources = findResources(description).toSorted(
    (a, b) => depth(a.collection) - depth(b.collection),
  );
  const mentioned = mentionedIds(description);
  return resources.flatMap((resource) => {
    const ids = idsOf(description, resource, mentioned);
    const shown = exampleThings(description, resource.collection, resource.parameter);
    return pathsTo(description, resource.collection, mentioned).flatMap((path) =>
      ids.map((id) => {
        const thing = shown.find((candidate) => candidate[resource.key] === id) ?? shown[0] ?? {};
        return { resource, path, thing: { ...thing, [resource.key]: id } };
      }),
    );
  });
}

type Id = string | number;

/** Ids by the name of the path parameter that they are for. */
type MentionedIds = ReadonlyMap<string, ReadonlySet<Id>>;

function depth(collection: string): number {
  return collection.split("{").length;
}

/** The ids that the examples of the whole document have for each path parameter. */
function mentionedIds({ operations }: Description): MentionedIds {
  const ids = new Map<string, Set<Id>>();
  const add = (name: string, value: unknown) => {
    if (isId(value)) ids.get(name)?.add(value);
  };
  const parameters = operations.flatMap((operation) =>
    operation.parameters.filter((parameter) => parameter.in === "path"),
  );
  for (const { name } of parameters) ids.set(name, new Set());
  for (const { name, examples } of parameters) for (const example of examples) add(name, example);
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    if (!isObject(value)) return;
    for (const [name, inner] of Object.entries(value)) {
      // An `id` does not show what it identifies.
      if (name !== "id") add(name, inner);
      look(inner);
    }
  };
  for (const { body, responses } of operations) {
    const media = [...(body?.content ?? []), ...responses.flatMap(({ content }) => content)];
    for (const { examples } of media) examples.forEach(look);
  }
  return ids;
}

function isId(value: unknown): value is Id {
  return (typeof value === "string" && value !== "") || Number.isInteger(value);
}

/** The ids of a collection: in examples of its things, and what the parameter's schema suggests. */
function idsOf(
  description: Description,
  { collection, parameter }: Pick<PlainResource, "collection" | "parameter">,
  mentioned: MentionedIds,
): readonly Id[] {
  const shown = exampleThings(description, collection, parameter).map(
    (thing) => thing[parameter] ?? thing["id"],
  );
  return [
    ...new Set([
      ...shown.filter(isId),
      ...(mentioned.get(parameter) ?? []),
      ...suggestedId(description, parameter),
    ]),
  ];
}

function suggestedId(description: Description, name: string): readonly Id[] {
  const parameter = description.operations
    .flatMap(({ parameters }) => parameters)
    .find((candidate) => candidate.in === "path" && candidate.name === name);
  if (parameter?.schema === undefined) return [];
  const suggested = validSample(description, parameter.schema);
  return isId(suggested) ? [suggested] : [];
}

/** The things of a collection in examples and schemas. */
function exampleThings(
  description: Description,
  collection: string,
  parameter: string,
): readonly JsonObject[] {
  const paths = [collection, `${collection}/{${parameter}}`];
  const media = description.operations
    .filter(({ path }) => paths.includes(path))
    .flatMap((operation) => successResponse(operation).media ?? []);
  const bodies = [
    ...media.flatMap(({ examples }) => examples),
    ...media.flatMap(({ schema }) =>
      schema === undefined ? [] : [validSample(description, schema)],
    ),
  ];
  return bodies
    .flatMap((body) => {
      const payload = isObject(body) && "data" in body ? body["data"] : body;
      return Array.isArray(payload) ? payload : [payload];
    })
    .filter(isObject);
}

/** The paths of a collection, one for each way to fill in the ids of what is above it. */
function pathsTo(
  description: Description,
  collection: string,
  mentioned: MentionedIds,
): readonly string[] {
  const [first = "", ...segments] = collection.split("/");
  let above = first;
  let paths: readonly string[] = [first];
  for (const segment of segments) {
    const parameter = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    const values =
      parameter === undefined
        ? [segment]
        : idsOf(description, { collection: above, parameter }, mentioned);
    paths = paths.flatMap((path) => values.map((value) => `${path}/${value}`));
    above = `${above}/${segment}`;
  }
  return paths;
}
