import { exampleAnswer } from "../api/example-answer.ts";
import type { Handler } from "../api/handler.ts";
import type { Description } from "../description/description.ts";
import type { Operation } from "../description/operations.ts";
import type { InboxEmbeds } from "./embeds/inbox-embeds.ts";
import type { PlainResources } from "./plain-resources.ts";

/**
 * Answers any operation: inbox embeds and plain resources from what the emulator remembers,
 * everything else from the description's examples and schemas.
 */
export function createResponder(
  description: Description,
  embeds: InboxEmbeds,
  resources: PlainResources,
): Handler {
  const fromDescription = new Map<Operation, Handler>();
  return (request) => {
    const { operation } = request;
    const missing = resources.missingAbove(request);
    if (missing) return missing;
    const remembered = embeds.handler(operation) ?? resources.handler(operation);
    if (remembered) return remembered(request);
    const example = fromDescription.get(operation) ?? exampleAnswer(description, operation);
    fromDescription.set(operation, example);
    return example(request);
  };
}
