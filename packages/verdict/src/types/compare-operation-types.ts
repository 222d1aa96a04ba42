import type ts from "typescript";
import type { Finding } from "../rules/finding.ts";
import { compareBodyTypes } from "./compare-body-types.ts";
import { compareParameterTypes } from "./compare-parameter-types.ts";
import { compareResponseTypes } from "./compare-response-types.ts";
import type { OperationTypes } from "./operation-types.ts";

export function compareOperationTypes(
  before: ts.Type,
  after: ts.Type,
  context: OperationTypes,
): Finding[] {
  return [
    ...compareParameterTypes(before, after, context),
    ...compareBodyTypes(before, after, context),
    ...compareResponseTypes(before, after, context),
  ];
}
