import type { Operation } from "@shared/openapi-model/model.ts";
import { isObject } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { compareEventParameter } from "./compare-parameter.ts";
import { parameterLocation } from "./location.ts";
import { parametersOf } from "./operation-view.ts";
import { pairOf, report, type Sides, type Spot } from "./report.ts";

/** The event, and the names of its places. */
export interface At {
  operation: string | null;
  prefix: string;
}

/** Headers and query of the call, which the consumer reads like fields of a response. */
export function compareEventInputs(
  oldOperation: Operation,
  newOperation: Operation,
  at: At,
  sides: Sides,
): Finding[] {
  const key = (view: { in: string; name: string }) => `${view.in} ${view.name.toLowerCase()}`;
  const oldParameters = new Map(parametersOf(oldOperation).map((view) => [key(view), view]));
  const newParameters = new Map(parametersOf(newOperation).map((view) => [key(view), view]));
  const findings: Finding[] = [];
  for (const id of new Set([...oldParameters.keys(), ...newParameters.keys()])) {
    const oldParameter = oldParameters.get(id);
    const newParameter = newParameters.get(id);
    const view = newParameter ?? oldParameter;
    if (!view) continue;
    const spot: Spot = {
      operation: at.operation,
      location: `${at.prefix}${parameterLocation(view.in, view.name)}`,
      direction: "response",
      cause: `${at.prefix}${id}`,
    };
    const marks = { name: view.name };
    if (!oldParameter) findings.push(report("property.optional-added", spot, marks));
    else if (!newParameter) findings.push(report("property.optional-removed", spot, marks));
    else {
      const { cause } = pairOf(sides, oldParameter.raw, newParameter.raw);
      findings.push(
        ...compareEventParameter(oldParameter, newParameter, { ...spot, cause }, sides),
      );
      const schema = sides.comparison.compare(
        sides.old.reader.source(oldParameter.raw["schema"]),
        sides.new.reader.source(newParameter.raw["schema"]),
        "response",
      );
      findings.push(
        ...schema.map(({ rule, class: level, text }) => ({
          ...{ rule, class: level, text, operation: spot.operation, location: spot.location },
          direction: spot.direction,
          cause: `webhook.payload|${spot.cause}|${text}`,
        })),
      );
      const required = (raw: unknown) => isObject(raw) && raw["required"] === true;
      if (required(oldParameter.raw) && !required(newParameter.raw))
        findings.push(report("required.key-dropped", spot, marks));
      if (!required(oldParameter.raw) && required(newParameter.raw))
        findings.push(report("required.key-added", spot, marks));
    }
  }
  return findings;
}
