import type { JsonObject } from "../document/json.ts";

/** One schema as it stands in a document, with a number of its own. */
export interface Part {
  readonly id: number;
  readonly raw: JsonObject | boolean;
  readonly pointer: string;
}
