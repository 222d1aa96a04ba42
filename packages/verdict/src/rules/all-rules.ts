import { arrayRules } from "./array-rules.ts";
import { compositionRules } from "./composition-rules.ts";
import { documentRules } from "./document-rules.ts";
import { objectRules } from "./object-rules.ts";
import { operationRules } from "./operation-rules.ts";
import { parameterRules } from "./parameter-rules.ts";
import { requestBodyRules } from "./request-body-rules.ts";
import { responseRules } from "./response-rules.ts";
import type { Rule } from "./rule.ts";
import { securityRules } from "./security-rules.ts";
import { valueRules } from "./value-rules.ts";
import { webhookRules } from "./webhook-rules.ts";

export const allRules = {
  ...operationRules,
  ...parameterRules,
  ...requestBodyRules,
  ...responseRules,
  ...valueRules,
  ...arrayRules,
  ...objectRules,
  ...compositionRules,
  ...securityRules,
  ...webhookRules,
  ...documentRules,
};

export type RuleId = keyof typeof allRules;

export function ruleOf(id: RuleId): Rule {
  return allRules[id];
}
