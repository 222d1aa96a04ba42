import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { repositoryRoot } from "../repository.ts";

/** The page that lists all pages of the site, below a heading for each group. */
export const listPage = "docs/README.md";

/** Pages below one heading. */
export interface PageGroup {
  title: string;
  pages: ListedPage[];
}

export interface ListedPage {
  title: string;
  /** The Markdown file, from the repository's root. */
  path: string;
}

/** The groups of the site's sidebar: each table row of the list that begins with a link to a page. */
export function readPageList(
  text: string = readFileSync(join(repositoryRoot, listPage), "utf8"),
): PageGroup[] {
  const sections = text.split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const pages = [...section.matchAll(/^\| \[([^\]]+)\]\(([^)#]+\.md)\) \|/gm)].map(
      ([, title = "", target = ""]) => ({ title, path: posix.join("docs", target) }),
    );
    const title = section.split("\n", 1)[0] ?? "";
    return pages.length > 0 ? [{ title, pages }] : [];
  });
}

/** What the build writes; nothing of it is committed. */
export const generatedFolder = "docs/reference";

/** The generated pages that the sidebar shows. */
export const generatedPages: readonly ListedPage[] = [
  { title: "Packages", path: `${generatedFolder}/packages/README.md` },
  { title: "Rules of the comparison", path: `${generatedFolder}/comparison-rules.md` },
  { title: "Error codes", path: `${generatedFolder}/error-codes.md` },
];

/** Where a Markdown file is on the site: `docs/how-to/x.md` is `how-to/x.md`, a README an `index.md`. */
export function siteFile(path: string): string {
  return path.replace(/^docs\//, "").replace(/(^|\/)README\.md$/, "$1index.md");
}

/** All pages of the site, by their path in the repository. */
export function sitePages(groups: readonly PageGroup[]): Set<string> {
  const listed = groups.flatMap(({ pages }) => pages.map(({ path }) => path));
  return new Set([listPage, ...listed]);
}

/** Whether a file or folder is in the repository. */
export function isInRepository(path: string): boolean {
  return existsSync(join(repositoryRoot, path));
}
