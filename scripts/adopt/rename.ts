import { matchesGlob } from "node:path";
import type { Settings } from "./settings.ts";

/** The vendor's bytes, and files that other commands generate. */
const untouched = ["specs/*.yaml"];
/** Where a registry's address is the company's; elsewhere it is an example in a test. */
const namesRegistry = [
  "examples/consumer/**",
  "examples/consumer/*/.npmrc",
  ...["docs/**/*.md", "README.md", "packages/*/README.md"],
];
const codeOwners = ".github/CODEOWNERS";

/** A text file of the repository with the settings exchanged. */
export function renamed(path: string, text: string, from: Settings, to: Settings): string {
  if (matches(path, untouched)) return text;
  let now = text.replaceAll(scopeIn(from.scope), to.scope);
  now = now.replaceAll(from.repository, to.repository);
  // A reusable workflow is named without the host.
  now = now.replaceAll(`uses: ${pathOf(from.repository)}/`, `uses: ${pathOf(to.repository)}/`);
  if (matches(path, namesRegistry)) {
    now = now.replaceAll(from.registry, to.registry);
    now = now.replaceAll(withoutProtocol(from.registry), withoutProtocol(to.registry));
  }
  if (path === codeOwners) now = now.replace(/^\* .+$/m, () => `* ${to.owners}`);
  return path.endsWith("package.json") ? withSortedDependencies(now) : now;
}

/** The lines of a file that still name a scope, as `path:line: text`. */
export function leftovers(path: string, text: string, scope: string): string[] {
  if (matches(path, untouched)) return [];
  return text
    .split("\n")
    .flatMap((line, index) =>
      scopeIn(scope).test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
    );
}

/** `@acme` as a whole word: not in `@acme-labs/…`, and not in an address such as `me@acme.com`. */
function scopeIn(scope: string): RegExp {
  return new RegExp(`(?<![\\w.])${scope}(?![\\w-])(?!\\.\\w)`, "g");
}

function matches(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(path, glob));
}

/** `acme/kapso-platform` */
function pathOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function withoutProtocol(url: string): string {
  return url.replace(/^https?:/, "");
}

/** In the order that package managers write; a new scope may come earlier or later. */
function withSortedDependencies(text: string): string {
  const manifest = JSON.parse(text);
  for (const field of ["dependencies", "devDependencies", "peerDependencies"]) {
    if (typeof manifest[field] !== "object") continue;
    const entries = Object.entries(manifest[field]).sort(([a], [b]) => (a < b ? -1 : 1));
    manifest[field] = Object.fromEntries(entries);
  }
  const sorted = `${JSON.stringify(manifest, null, 2)}\n`;
  // Only the order: a manifest that is formatted in another way keeps its form.
  return JSON.stringify(JSON.parse(text)) === JSON.stringify(manifest) ? text : sorted;
}
