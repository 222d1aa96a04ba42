import { checkPackage, Package } from "@arethetypeswrong/core";
import { problemAffectsResolutionKind, problemKindInfo } from "@arethetypeswrong/core/problems";
import type { PackedPackage } from "./packed-package.ts";

/** How an ES module's importer finds the types: attw's profile `esm-only`. */
const esmOnly = ["node16-esm", "bundler"] as const;

/** The problems that are-the-types-wrong finds in a package that is imported, never required. */
export async function typesResolveFindings(packed: PackedPackage): Promise<string[]> {
  const { name, version } = packed;
  const files = Object.fromEntries(
    [...packed.files].map(([path, content]) => [`/node_modules/${name}/${path}`, content]),
  );
  const analysis = await checkPackage(new Package(files, name, version));
  if (!analysis.types) return [`${name}: there are no types in its tarball.`];
  return analysis.problems
    .filter((problem) =>
      esmOnly.some((kind) => problemAffectsResolutionKind(problem, kind, analysis)),
    )
    .map(({ kind, ...place }) => {
      const { title, description } = problemKindInfo[kind];
      return `${name}: ${title}. ${description} ${JSON.stringify(place)}`;
    });
}
