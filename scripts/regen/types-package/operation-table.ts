import type { OpenApiModel } from "@shared/openapi-model/model.ts";
import { camelCase } from "../document/type-names.ts";
import { callable } from "./call-table.ts";
import { literal } from "./typescript-printer.ts";

/** The run-time table for `operations` of the client: method and path of each operation. */
export function printOperationTable({ operations }: OpenApiModel): string {
  const rows = callable(operations).map(({ id, method, path }) => {
    const name = camelCase(id);
    const place = [method.toUpperCase(), path, ...(name === id ? [] : [id])];
    return `${literal(name)}: ${literal(place)},`;
  });
  return `import type { OperationTable } from "../../operation-table.ts";
import type { OperationCalls } from "./calls.gen.ts";

/** The table for \`operations\` of the client. */
export const operationTable: OperationTable<OperationCalls> = {
${rows.join("\n")}
};
`;
}
