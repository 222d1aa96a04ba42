import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Incoming } from "./read-source.ts";

/** The content of `specs/<name>.source.json`: the source of the bytes beside it. */
export interface SourceRecord {
  /**
   * The address of the whole document: the default of `--upstream`. Absent if only files were read;
   * then each bump needs a source.
   */
  upstream?: string;
  /** The source of the vendored bytes. */
  source: string;
  sha256: string;
  bytes: number;
  /** ISO date. */
  retrievedAt: string;
  /** The server's validators of the version, sent with the next request so that it can respond with 304. */
  etag?: string;
  lastModified?: string;
  /** A slice is the part of the document that a reference page shows. */
  coverage: { kind: "slice" | "whole"; operations: string[] | "all" };
  /**
   * How string enums that only responses use are typed: `open` also accepts values that come later.
   * Set by hand; a bump keeps it.
   * @default "open"
   */
  enums?: "open" | "closed";
}

/** A source in the form that is committed: without a path of this machine. */
export function sourceName(source: string): string {
  return isUrl(source) ? source : basename(source);
}

function isUrl(source: string): boolean {
  return /^https?:/i.test(source);
}

export interface VendoredDocument {
  /** `openapi-platform`: names the files in `specs` and the folder of its types. */
  name: string;
  /** Relative to the repository's root. */
  file: string;
  text: string;
  sha256: string;
  /** `undefined` if the record describes other bytes: then the source of these is unknown. */
  source: SourceRecord | undefined;
  /** Whether the record describes other bytes: the file was edited by hand. */
  isEdited?: boolean;
  /** The address of new versions of the document. */
  upstream: string | undefined;
  /** The record's setting for enums, also if it describes other bytes. @default "open" */
  enums?: "open" | "closed";
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Every document in `specs`, in the order of their names. */
export async function readVendored(root: string): Promise<VendoredDocument[]> {
  const specs = join(root, "specs");
  const names = (await readdir(specs))
    .filter((entry) => entry.endsWith(".yaml"))
    .map((entry) => entry.slice(0, -".yaml".length))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(specs, `${name}.yaml`));
      const sha256 = sha256Of(bytes);
      const record = await readSourceRecord(join(specs, `${name}.source.json`));
      const source = record?.sha256 === sha256 ? record : undefined;
      return {
        name,
        file: `specs/${name}.yaml`,
        text: bytes.toString("utf8"),
        sha256,
        source,
        isEdited: record !== undefined && source === undefined,
        upstream: record?.upstream,
        ...(record?.enums === undefined ? {} : { enums: record.enums }),
      };
    }),
  );
}

async function readSourceRecord(path: string): Promise<SourceRecord | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as SourceRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${path} is not readable as JSON: ${(error as Error).message}`);
  }
}

export interface RecordInputs {
  incoming: Incoming;
  /** The new vendored bytes: the incoming ones, or the document with the merged slice. */
  bytes: Uint8Array;
  sha256: string;
  /** The operation ids that the vendored document will have. */
  operationIds: string[];
  /** The address in the current record, also if it describes other bytes. */
  upstream: string | undefined;
  /** The current coverage in the record. */
  coverage: SourceRecord["coverage"] | undefined;
  enums?: "open" | "closed" | undefined;
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
  upstream,
  coverage,
  enums,
  source,
  today,
}: RecordInputs): string {
  const whole = incoming.kind === "whole" || coverage?.kind === "whole";
  // A file's name is no address that another machine can read.
  const address = upstream ?? (isUrl(source) ? source : undefined);
  const record: SourceRecord = {
    ...(address === undefined ? {} : { upstream: address }),
    source,
    sha256,
    bytes: bytes.length,
    retrievedAt: today,
    // Validators belong to the bytes that were read: for a slice, the page and not the vendored bytes.
    ...(incoming.kind === "whole" ? incoming.validators : {}),
    coverage: whole
      ? { kind: "whole", operations: "all" }
      : { kind: "slice", operations: operationIds },
    ...(enums === undefined ? {} : { enums }),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}
