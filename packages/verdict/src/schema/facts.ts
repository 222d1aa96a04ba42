import type { JsonObject } from "../document/json.ts";

/** One schema as written in a document, with a unique number. */
export interface Part {
  readonly id: number;
  readonly raw: JsonObject | boolean;
  readonly pointer: string;
}

/** Schemas that a value must satisfy all at once; an empty list allows everything. */
export type Source = readonly Part[];

export interface StringFacts {
  minLength: number;
  maxLength: number;
  patterns: readonly string[];
  formats: readonly string[];
  contentEncoding: string | null;
  contentMediaType: string | null;
  contentSchema: Source | null;
}

export interface NumberFacts {
  integer: boolean;
  minimum: number;
  minimumOpen: boolean;
  maximum: number;
  maximumOpen: boolean;
  multiples: readonly number[];
  formats: readonly string[];
  /** The bounds as the document writes them, for sentences: "exclusiveMinimum 5". */
  written: { lower: string | null; upper: string | null };
}

export interface Containment {
  source: Source;
  minimum: number;
  maximum: number;
}

export interface ArrayFacts {
  minItems: number;
  maxItems: number;
  unique: boolean;
  prefix: readonly Source[];
  /** "closed": nothing may follow the prefix. */
  rest: Source | "closed";
  restBy: "items" | "unevaluated";
  contains: readonly Containment[];
}

/** The keys that one member of an `allOf` names, and its rule for all other keys. */
export interface Facet {
  properties: ReadonlyMap<string, Source>;
  patterns: readonly (readonly [string, Source])[];
  rest: "absent" | "open" | "closed" | Source;
}

export interface ObjectFacts {
  facets: readonly Facet[];
  /** The rule of `unevaluatedProperties` for keys that no facet names. */
  unevaluated: "open" | "closed" | Source;
  required: ReadonlySet<string>;
  minProperties: number;
  maxProperties: number;
  propertyNames: Source;
  dependentRequired: ReadonlyMap<string, ReadonlySet<string>>;
  dependentSchemas: ReadonlyMap<string, Source>;
}
