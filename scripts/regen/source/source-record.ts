import type { Incoming } from "./read-source.ts";
import type { SourceRecord } from "./vendored.ts";

export interface RecordInputs {
  incoming: Incoming;
  /** The vendored bytes as they will be: the incoming ones, or what a slice was merged into. */
  bytes: Uint8Array;
  sha256: string;
  /** The operation ids that the vendored document will have. */
  operationIds: string[];
  /** What the record said so far. */
  previous: SourceRecord | undefined;
  /** The source as it may be committed: an address, or only a file's name. */
  source: string;
  /** ISO date. */
  today: string;
}

/** The text of `specs/<name>.source.json`. */
export function printSourceRecord({
  incoming,
  bytes,
  sha256,
  operationIds,
  previous,
  source,
  today,
}: RecordInputs): string {
  const whole = incoming.kind === "whole" || previous?.coverage.kind === "whole";
  const record: SourceRecord = {
    upstream: previous?.upstream ?? source,
    source,
    sha256,
    bytes: bytes.length,
    retrievedAt: today,
    ...incoming.validators,
    coverage: whole
      ? { kind: "whole", operations: "all" }
      : { kind: "slice", operations: operationIds },
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}
