import type { JsonObject } from "../json.ts";

/** Request bodies by the path of the collection they are for, such as `/customers`. */
export type ThingsToCreate = Readonly<Record<string, readonly JsonObject[]>>;
