import { posix } from "node:path";
import { generatedFolder, siteFile } from "./page-list.ts";

/** What a link is resolved with. */
export interface LinkContext {
  /** The pages of the site, by their path in the repository. */
  pages: ReadonlySet<string>;
  /** The repository's address: `https://github.com/your-company/kapso-platform`. */
  address: string;
}

/**
 * Where a link of a Markdown file leads on the site: to the page that has the content, or to the
 * file in the repository where no page has it.
 *
 * @param from the Markdown file, from the repository's root
 * @param href as the file has it; one by the repository's own address counts as a relative one
 */
export function siteLink(from: string, href: string, { pages, address }: LinkContext): string {
  if (href.startsWith("#")) return href;
  const own = [`${address}/blob/main/`, `${address}/tree/main/`].find((one) =>
    href.startsWith(one),
  );
  if (own === undefined && /^[a-z][a-z0-9+.-]*:/i.test(href)) return href;
  const [target = "", hash] = href.split("#", 2);
  const path = own ? target.slice(own.length) : posix.join(posix.dirname(from), target);
  const fragment = hash === undefined ? "" : `#${hash}`;
  const file = path.replace(/\/$/, "");
  const page = [file, `${file}/README.md`].find(
    (one) => pages.has(one) || (one.startsWith(`${generatedFolder}/`) && one.endsWith(".md")),
  );
  if (page !== undefined) return `/${siteFile(page)}${fragment}`;
  return `${address}/${posix.extname(file) === "" ? "tree" : "blob"}/main/${file}${fragment}`;
}
