import type { PackedPackage } from "./packed-package.ts";

const dependencyFields = [
  "dependencies",
  "peerDependencies",
  "optionalDependencies",
  "devDependencies",
];

/** Fields that a packed manifest lacks, and ranges that it must not have. */
export function manifestFindings({ name, manifest, files }: PackedPackage): string[] {
  const { type, sideEffects, engines, license } = manifest;
  const findings: string[] = [];
  const wrong = (sentence: string) => findings.push(`${name}: ${sentence}`);

  if (type !== "module") wrong('"type" must be "module".');
  if (sideEffects !== false) {
    wrong('"sideEffects" must be false, or a bundler keeps what a program does not use.');
  }
  if (typeof (engines as { node?: unknown } | undefined)?.node !== "string") {
    wrong('"engines" must say which Node it runs on.');
  }
  if (!(manifest["files"] as unknown[] | undefined)?.includes("CHANGELOG.md")) {
    wrong('"files" must list CHANGELOG.md: it is packed only where it is listed.');
  }
  const { repository, homepage } = manifest as Record<string, Record<string, unknown>>;
  if (typeof repository?.["url"] !== "string" || typeof repository["directory"] !== "string") {
    wrong("\"repository\" must have the repository's url and the package's directory.");
  }
  if (typeof homepage !== "string") wrong('"homepage" must be the address of its README.');
  const licensed = license !== undefined && license !== "UNLICENSED";
  const licence = [...files.keys()].find((path) => /^licen[cs]e(\.\w+)?$/i.test(path));
  if (licensed && !licence) wrong(`it says "${license}" and has no LICENSE in its tarball.`);
  if (!licensed && licence) wrong(`it says "${license}" and has ${licence} in its tarball.`);

  for (const field of dependencyFields) {
    for (const [dependency, range] of Object.entries(manifest[field] ?? {})) {
      if (!/^(workspace|catalog|file|link):/.test(range)) continue;
      wrong(`"${field}" has ${dependency}@${range}, which only this repository understands.`);
    }
  }
  return findings;
}
