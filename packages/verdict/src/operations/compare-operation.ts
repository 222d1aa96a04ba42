import { objectAt, sameJson } from "../document/json.ts";
import type { Finding } from "../rules/finding.ts";
import { compareCallbacks } from "./compare-callbacks.ts";
import { compareOperationFacts } from "./compare-operation-facts.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareRequestBody } from "./compare-request-body.ts";
import { compareResponses } from "./compare-responses.ts";
import { compareSecurity } from "./compare-security.ts";
import { compareServers } from "./compare-servers.ts";
import type { OperationView } from "./operation-view.ts";
import type { Sides } from "./sides.ts";

export function compareOperation(
  before: OperationView,
  after: OperationView,
  schemeRenames: ReadonlyMap<string, string>,
  sides: Sides,
): Finding[] {
  return [
    ...compareOperationFacts(before, after, sides),
    ...compareParameters(before, after, sides),
    ...compareRequestBody(before, after, sides),
    ...compareResponses(before, after, sides),
    ...compareSecurity(before, after, schemeRenames, sides),
    ...compareOwnServers(before, after),
    ...compareCallbacks(
      objectAt(before.raw, "callbacks"),
      objectAt(after.raw, "callbacks"),
      after.name,
      sides,
    ),
  ];
}

function compareOwnServers(before: OperationView, after: OperationView): Finding[] {
  const own = (view: OperationView) => view.raw["servers"] ?? view.item["servers"];
  const old = own(before);
  const now = own(after);
  if ((old === undefined && now === undefined) || sameJson(old, now)) return [];
  return compareServers(old, now, { operation: after.name, location: "servers" }, false);
}
