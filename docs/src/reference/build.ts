import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Application, Logger, LogLevel, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { repositoryRoot } from "../repository.ts";

/** A module that consumers import, and the source that it is made from. */
interface EntryPoint {
  /** As in an import: `@shared/kapso-client/embed`. */
  name: string;
  /** The package. */
  owner: string;
  /** Absolute. */
  source: string;
}

/** The value of one key of a manifest's `exports`. */
type Exported = string | { import?: string };

/** What the published packages export, by their manifests. Patterns are left out: generated types. */
function entryPoints(): EntryPoint[] {
  return globSync("packages/*/package.json", { cwd: repositoryRoot })
    .sort()
    .flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(repositoryRoot, path), "utf8"));
      if (manifest.private) return [];
      const exported = Object.entries(manifest.exports as Record<string, Exported>);
      return exported.flatMap(([subpath, entry]) => {
        const target = typeof entry === "string" ? undefined : entry.import;
        if (target === undefined || subpath.includes("*")) return [];
        const source = join(repositoryRoot, path, "..", target)
          .replace("/dist/", "/src/")
          .replace(/\.js$/, ".ts");
        return [{ name: join(manifest.name, subpath), owner: manifest.name, source }];
      });
    });
}

const options: TypeDocOptions & Partial<PluginOptions> = {
  name: "Reference",
  logLevel: "Warn",
  plugin: ["typedoc-plugin-markdown"],
  tsconfig: join(import.meta.dirname, "../../tsconfig.reference.json"),
  readme: "none",
  disableSources: true,
  excludePrivate: true,
  // Generated types are in the reference of the API itself.
  externalPattern: ["**/node_modules/**", "**/generated/**"],
  excludeExternals: true,
  blockTags: ["@default", "@example", "@param", "@returns", "@see", "@throws", "@typeParam"],
  validation: { notDocumented: true, invalidLink: true, notExported: false },
};

/** Keeps what is wrong, instead of printing it. */
class Listener extends Logger {
  readonly problems: string[] = [];

  override log(message: string, level: LogLevel): void {
    // The member's docstring covers what is nested in its type.
    if (level >= LogLevel.Warn && !message.includes(".__type.")) this.problems.push(message);
  }
}

/**
 * Makes the reference of the published packages from their docstrings, as Markdown in `folder`.
 * Returns what is wrong with them: what is exported and not documented, links that lead nowhere.
 */
export async function buildReference(folder: string): Promise<string[]> {
  const points = entryPoints();
  const application = await Application.bootstrapWithPlugins({
    ...options,
    out: folder,
    entryPoints: points.map(({ source }) => source),
    packagesRequiringDocumentation: [...new Set(points.map(({ owner }) => owner))],
  });
  const listener = new Listener();
  application.logger = listener;
  const project = await application.convert();
  if (!project) return listener.problems;
  for (const module of project.children ?? []) {
    const file = project.getSymbolIdFromReflection(module)?.fileName;
    module.name = points.find(({ source }) => source === file)?.name ?? module.name;
  }
  application.validate(project);
  await application.generateOutputs(project);
  return listener.problems;
}
