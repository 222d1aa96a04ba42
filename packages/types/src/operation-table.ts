/**
 * Where each operation of a document is: by its `operationId` in camel case, the method, the path,
 * and the `operationId` itself where it is another.
 */
export type OperationTable<Operations> = {
  readonly [Name in keyof Operations]: readonly [method: string, path: string, id?: string];
};
