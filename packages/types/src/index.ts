export type { Err, Loose, Ok } from "./call-result.ts";
export * from "./generated/openapi-platform/index.gen.ts";
export type { OperationTable } from "./operation-table.ts";
export type { OtherBody, Specification } from "./specification.ts";
