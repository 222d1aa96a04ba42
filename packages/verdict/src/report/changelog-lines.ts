import { type Change, place } from "./change.ts";

export interface ChangelogOptions {
  /** Who accepted a risky change, by rule; without a name the line asks for a look. */
  acceptedBy?: string;
}

/** What a consumer wants to read of a bump: breaks first, texts only counted, nothing of what changed nothing. */
export function changelogLines(
  changes: readonly Change[],
  { acceptedBy }: ChangelogOptions = {},
): string[] {
  const of = (level: Change["class"]) => changes.filter((change) => change.class === level);
  const docs = of("docs");
  const accepted =
    acceptedBy === undefined ? "not proven safe, check it" : `accepted by ${acceptedBy}`;
  return [
    ...of("breaking").map(
      (change) => `${line("**Breaking** ", change, effect(change))} (${reach(change)})`,
    ),
    ...of("risky").map((change) => `${line("**Check** ", change)} (behaviour; ${accepted})`),
    ...of("additive").map(additive),
    ...(docs.length > 0 ? [docsLine(docs)] : []),
  ];
}

function line(mark: string, change: Change, consequence = ""): string {
  const where = place(change);
  const text =
    consequence === "" ? change.text : `${change.text.replace(/\.$/, ";")} ${consequence}`;
  return `- ${mark}${where === "" ? "" : `${where}: `}${text}`;
}

function effect({ wire, types, direction }: Change): string {
  if (wire !== "breaking") return "";
  if (direction === "request") return "calls valid before can be refused.";
  if (direction === "response") return "answers can leave the old promise.";
  return types === "breaking" ? "code using it stops compiling." : "";
}

/** A wire break meets versions that are installed; a types break waits for the upgrade. */
function reach({ wire, types }: Change): string {
  const reached = [
    ...(wire === "breaking" ? ["wire, already live"] : []),
    ...(types === "breaking" ? ["types, on upgrade"] : []),
  ];
  return reached.join("; ");
}

function additive(change: Change): string {
  if (change.rule === "operation.added" && change.operation !== null) {
    return `- Added ${change.operation}.`;
  }
  return line("", change);
}

function docsLine(docs: readonly Change[]): string {
  const operations = new Set(docs.flatMap(({ operation }) => operation ?? []));
  const texts = `${docs.length} ${docs.length === 1 ? "text" : "texts"}`;
  if (operations.size === 0) return `- Docs: ${texts}.`;
  return `- Docs: ${texts} in ${operations.size} ${operations.size === 1 ? "operation" : "operations"}.`;
}
