import type { Finding } from "../rules/finding.ts";
import { compareEvent } from "./compare-event.ts";
import { pathViews } from "./operation-view.ts";
import { report, type Sides, type Spot } from "./sides.ts";

export function compareWebhooks(sides: Sides): Finding[] {
  const old = pathViews(sides.old, "webhooks");
  const now = pathViews(sides.new, "webhooks");
  const findings: Finding[] = [];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const was = old.get(name);
    const is = now.get(name);
    const spot: Spot = {
      operation: null,
      location: `webhook ${name}`,
      direction: "response",
      cause: name,
    };
    if (!was) findings.push(report("webhook.added", spot, { name }));
    else if (!is) findings.push(report("webhook.removed", spot, { name }));
    else
      findings.push(
        ...compareEvent(was, is, name, { operation: null, prefix: `webhook ${name} ` }, sides),
      );
  }
  return findings;
}
