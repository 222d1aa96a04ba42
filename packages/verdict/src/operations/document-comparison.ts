import type { JsonObject } from "../document/json.ts";
import type { OpenDocument } from "../document/open-document.ts";
import { openEnums } from "../document/open-enums.ts";
import { unchangedBetween } from "../document/unchanged.ts";
import type { Finding } from "../rules/finding.ts";
import { createSchemaReader } from "../schema/canonical-schema.ts";
import { createComparison } from "../schema/compare-schemas.ts";
import type { ComparisonSettings } from "../settings.ts";
import { compareWebhooks } from "./compare-events.ts";
import { comparePaths } from "./compare-paths.ts";
import { compareComponents, compareRoot, referencesIn } from "./compare-root.ts";
import { compareSchemes } from "./compare-schemes.ts";
import { usedSchemes } from "./compare-security.ts";
import { compareServers } from "./compare-servers.ts";
import {
  compareUnreached,
  type UnreachedComponent,
  unreachedComponents,
} from "./compare-unreached.ts";
import { matchPaths, type PathMatching } from "./match-paths.ts";
import { pathViews } from "./operation-view.ts";
import type { Side, Sides } from "./report.ts";

export interface DocumentComparison {
  findings: Finding[];
  /** The new path of each old path, for the type comparison. */
  matching: PathMatching;
  /** References that an operation of the old document reaches. */
  used: ReadonlySet<string>;
  /** Exported components of both documents that no operation reaches. */
  unreached: readonly UnreachedComponent[];
}

/** The changes on the wire between two documents, by direction. */
export function compareOnWire(
  oldDocument: OpenDocument,
  newDocument: OpenDocument,
  settings: ComparisonSettings,
): DocumentComparison {
  const openIn = ({ model }: OpenDocument) =>
    settings.enums === "open" ? openEnums(model) : new Set<JsonObject>();
  const before = { document: oldDocument, open: openIn(oldDocument) };
  const after = { document: newDocument, open: openIn(newDocument) };
  const sideOf = ({ document, open }: typeof before): Side => ({
    document,
    reader: createSchemaReader(document, open),
  });
  const oldSide = sideOf(before);
  const newSide = sideOf(after);
  const isUnchanged = unchangedBetween(before, after);
  const comparison = createComparison(oldSide.reader, newSide.reader, settings, isUnchanged);
  const sides: Sides = { old: oldSide, new: newSide, comparison, settings };
  const oldPaths = pathViews(oldSide);
  const newPaths = pathViews(newSide);
  const matching = matchPaths(oldPaths, newPaths, oldSide, newSide);
  const schemes = compareSchemes(usedSchemes(oldSide), usedSchemes(newSide), sides);
  const prefixMoved = matching.pairs.some(({ rule }) => rule === "prefix-moved");
  const used = referencesIn(oldSide);
  const exported = settings.names === "exported";
  const unreached = exported ? unreachedComponents(sides, [used, referencesIn(newSide)]) : [];
  const findings = [
    ...comparePaths(matching, oldPaths, schemes.renames, sides),
    ...compareWebhooks(sides),
    ...schemes.findings,
    ...compareServers(oldDocument.model.servers, newDocument.model.servers, null, prefixMoved),
    ...compareComponents(used, sides),
    ...compareUnreached(unreached, sides),
    ...compareRoot(oldDocument.root, newDocument.root),
  ];
  return { findings, matching, used, unreached };
}
