import type { PlannedPackage } from "./plan.ts";

export interface ReportContext {
  /** The registry's host; `undefined` where none is set. */
  host: string | undefined;
  dryRun: boolean;
  /** What provenance is signed with. */
  signing: object | undefined;
}

/** The plan, for the person who releases. */
export function planReport(plan: readonly PlannedPackage[], context: ReportContext): string {
  const { host, dryRun, signing } = context;
  const lines = [
    `registry    ${host ?? "not set (KAPSO_REGISTRY): taken as empty"}`,
    `provenance  ${signing ? "signed by this pipeline" : "none"}`,
    "",
    headline(plan, dryRun),
    ...plan.flatMap((one) => ["", ...packageLines(one)]),
  ];
  return lines.join("\n");
}

function headline(plan: readonly PlannedPackage[], dryRun: boolean): string {
  const waiting = plan.filter(({ action }) => action === "publish").length;
  if (plan.some(({ action }) => action === "refuse")) return "Cannot be published as it is:";
  if (waiting === 0) return "Nothing to publish: the registry has every version.";
  const verb = dryRun ? "Would publish" : "Publishing";
  return `${verb} ${waiting} of ${plan.length} packages, in this order:`;
}

function packageLines(one: PlannedPackage): string[] {
  const title = `${one.name} ${versions(one)}`;
  if (one.action === "already published") return [`${title}: already published, the same content`];
  if (one.action === "refuse") return [`${title}: REFUSED, published with other content`];
  const siblings = Object.entries(one.siblings).map(([name, range]) => `${name}@${range}`);
  const [why = "", ...more] = one.why.split("\n");
  return [
    title,
    `  dist-tag    ${one.distTag}`,
    `  tarball     ${kilobytes(one.bytes)}, ${one.files.length} files`,
    ...(siblings.length === 0 ? [] : [`  depends on  ${siblings.join(", ")}`]),
    `  why         ${why}`,
    ...more.map((line) => (line === "" ? "" : `              ${line}`)),
  ];
}

function versions({ before, version }: PlannedPackage): string {
  return before === version ? version : `${before} → ${version}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** What to do about versions that are published with other content. */
export function refusalReport(plan: readonly PlannedPackage[]): string | undefined {
  const refused = plan.filter(({ action }) => action === "refuse");
  if (refused.length === 0) return undefined;
  const lines = refused.map(
    ({ name, version, differing }) => `  ${name} ${version}: ${listed(differing)}`,
  );
  return `Nothing was published. The registry has these versions with other content, and a published version never changes:
${lines.join("\n")}
Describe the change with \`pnpm changeset\`, commit it, and release again.`;
}

function listed(paths: readonly string[]): string {
  if (paths.length === 1) return `${paths[0]} differs`;
  const first = paths.slice(0, 5).join(", ");
  return paths.length > 5 ? `${first} and ${paths.length - 5} more differ` : `${first} differ`;
}
