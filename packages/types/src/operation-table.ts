/**
 * The operations of a document by `operationId` in camel case: the method, the path,
 * and the `operationId` itself if it differs.
 */
export type OperationTable<Operations> = {
  readonly [Name in keyof Operations]: readonly [method: string, path: string, id?: string];
};
