import { checkPackage, Package } from "@arethetypeswrong/core";
import { problemKindInfo } from "@arethetypeswrong/core/problems";
import type { PackedPackage } from "./packed-package.ts";

/** The problems that are-the-types-wrong finds, in every way in which TypeScript resolves a package. */
export async function typesResolveFindings(packed: PackedPackage): Promise<string[]> {
  const { name, version } = packed;
  const files = Object.fromEntries(
    [...packed.files].map(([path, content]) => [`/node_modules/${name}/${path}`, content]),
  );
  const analysis = await checkPackage(new Package(files, name, version));
  if (!analysis.types) return [`${name}: there are no types in its tarball.`];
  return analysis.problems.map(({ kind, ...place }) => {
    const { title, description } = problemKindInfo[kind];
    return `${name}: ${title}. ${description} ${JSON.stringify(place)}`;
  });
}
