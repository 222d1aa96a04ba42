import { objectAt } from "../document/json.ts";
import { type ChangeClass, type Direction, stricter } from "../rules/change-class.ts";
import type { Finding } from "../rules/finding.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareRequestBody } from "./compare-request-body.ts";
import { compareResponses } from "./compare-responses.ts";
import { callbackViews } from "./operation-view.ts";
import { fromSchema, type Side, type Sides, type Spot } from "./report.ts";

/** The groups of components that are exported as types. */
export const componentGroups = [
  "schemas",
  "responses",
  "parameters",
  "requestBodies",
  "headers",
  "pathItems",
] as const;

export type ComponentGroup = (typeof componentGroups)[number];

export interface UnreachedComponent {
  group: ComponentGroup;
  name: string;
}

/** Components of both documents that no operation reaches: only their exported names are used. */
export function unreachedComponents(
  sides: Sides,
  reached: readonly ReadonlySet<string>[],
): UnreachedComponent[] {
  return componentGroups.flatMap((group) => {
    const newNode = componentsOf(sides.new, group);
    return Object.keys(componentsOf(sides.old, group))
      .filter(
        (name) =>
          newNode[name] !== undefined &&
          !reached.every((references) => references.has(`#/components/${group}/${name}`)),
      )
      .map((name) => ({ group, name }));
  });
}

export function componentLocation(group: string, name: string): string {
  return `components ${group} ${name}`;
}

export function componentsOf(side: Side, group: string) {
  return objectAt(objectAt(side.document.root, "components"), group);
}

/**
 * Changes inside exported components that no operation reaches, such as the payloads of events that
 * the document does not have. Nothing proves that their values are sent, so a break is risky
 * on the wire. A schema is compared in both directions.
 */
export function compareUnreached(all: readonly UnreachedComponent[], sides: Sides): Finding[] {
  return all.flatMap((component) => {
    const found =
      component.group === "schemas"
        ? compareSchema(component.name, sides)
        : compareInOperation(component, sides);
    const places = new Map<string, Finding>();
    for (const finding of found) {
      const key = `${finding.rule}|${finding.location}|${finding.text}`;
      const level = stricter(finding.class, places.get(key)?.class ?? "none");
      const capped: ChangeClass = level === "breaking" ? "risky" : level;
      places.set(key, { ...finding, operation: null, direction: null, class: capped });
    }
    return [...places.values()];
  });
}

function compareSchema(name: string, sides: Sides): Finding[] {
  const at = (side: Side) => side.reader.source(componentsOf(side, "schemas")[name]);
  const spot: Spot = {
    operation: null,
    location: componentLocation("schemas", name),
    direction: null,
    cause: name,
  };
  const directions: readonly Direction[] = ["response", "request"];
  return directions.flatMap((direction) =>
    fromSchema(sides.comparison.compare(at(sides.old), at(sides.new), direction), spot),
  );
}

/** Such a component has a meaning only in an operation, so it is compared in a minimal operation. */
function compareInOperation({ group, name }: UnreachedComponent, sides: Sides): Finding[] {
  const $ref = `#/components/${group}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const around: Readonly<Record<Exclude<ComponentGroup, "schemas">, object>> = {
    responses: { get: { responses: { 200: { $ref } } } },
    headers: { get: { responses: { 200: { description: "", headers: { it: { $ref } } } } } },
    parameters: { get: { parameters: [{ $ref }], responses: {} } },
    requestBodies: { post: { requestBody: { $ref }, responses: {} } },
    pathItems: { $ref },
  };
  if (group === "schemas") return [];
  const viewIn = (side: Side) => callbackViews(side, { "/it": around[group] }).get("/it");
  const newOperations = viewIn(sides.new)?.operations;
  const base = componentLocation(group, name);
  return [...(viewIn(sides.old)?.operations ?? [])].flatMap(([method, oldOperation]) => {
    const newOperation = newOperations?.get(method);
    if (!newOperation) return [];
    return [
      ...compareParameters(oldOperation, newOperation, sides),
      ...compareRequestBody(oldOperation, newOperation, sides),
      ...compareResponses(oldOperation, newOperation, sides),
    ].map((finding) => ({
      ...finding,
      location:
        group === "pathItems"
          ? `${base} ${method} ${finding.location}`
          : finding.location.replace(wrapping[group], base),
    }));
  });
}

const wrapping = {
  responses: /^response 200/,
  headers: /^response 200 header it/,
  parameters: /^\w+ parameter \S+/,
  requestBodies: /^request/,
} as const;
