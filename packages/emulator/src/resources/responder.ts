import { exampleResponse } from "../api/example-response.ts";
import type { Handler } from "../api/handler.ts";
import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";
import type { InboxEmbeds } from "./embeds/inbox-embeds.ts";
import type { PlainResources } from "./plain-resources.ts";

/**
 * Responds to any operation: inbox embeds and plain resources from the emulator's state, everything
 * else from the examples and schemas of the spec.
 */
export function createResponder(
  description: Description,
  embeds: InboxEmbeds,
  resources: PlainResources,
): Handler {
  const examples = new Map<Operation, Handler>();
  return (call) => {
    const { operation } = call;
    const missing = resources.missingAbove(call);
    if (missing) return missing;
    const remembered = embeds.handler(operation) ?? resources.handler(operation);
    if (remembered) return remembered(call);
    const example = examples.get(operation) ?? exampleResponse(description, operation);
    examples.set(operation, example);
    return example(call);
  };
}
