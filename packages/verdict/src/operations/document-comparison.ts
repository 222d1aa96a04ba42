import type { OpenDocument } from "../document/open-document.ts";
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
import { matchPaths, type PathMatching } from "./match-paths.ts";
import { type PathView, pathViews } from "./operation-view.ts";
import type { Side, Sides } from "./report.ts";

export interface DocumentComparison {
  findings: Finding[];
  /** Which old path is which new one, for the other witness. */
  matching: PathMatching;
  /** References that an operation of the old document reaches. */
  used: ReadonlySet<string>;
}

/** What the two descriptions say about the wire, direction by direction. */
export function compareOnWire(
  before: OpenDocument,
  after: OpenDocument,
  settings: ComparisonSettings,
): DocumentComparison {
  const old: Side = { document: before, reader: createSchemaReader(before) };
  const now: Side = { document: after, reader: createSchemaReader(after) };
  const comparison = createComparison(old.reader, now.reader, settings);
  const sides: Sides = { old, new: now, comparison, settings };
  const oldPaths = pathViews(old);
  const newPaths = pathViews(now);
  const matching = matchPaths(oldPaths, newPaths, old, now);
  const schemes = compareSchemes(
    usedSchemes(old, operationsOf(oldPaths)),
    usedSchemes(now, operationsOf(newPaths)),
    sides,
  );
  const prefixMoved = matching.pairs.some(({ rule }) => rule === "prefix-moved");
  const used = referencesIn(old);
  const findings = [
    ...comparePaths(matching, oldPaths, schemes.renames, sides),
    ...compareWebhooks(sides),
    ...schemes.findings,
    ...compareServers(
      before.root["servers"],
      after.root["servers"],
      { operation: null, location: "servers" },
      prefixMoved,
    ),
    ...compareComponents(used, sides),
    ...compareRoot(before.root, after.root),
  ];
  return { findings, matching, used };
}

function operationsOf(paths: ReadonlyMap<string, PathView>) {
  return [...paths.values()].flatMap((view) => [...view.operations.values()]);
}
