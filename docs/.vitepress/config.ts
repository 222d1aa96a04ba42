import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { slug } from "github-slugger";
import { type DefaultTheme, defineConfig } from "vitepress";
import { repositoryAddress, repositoryRoot } from "../src/repository.ts";
import { glossaryWords } from "../src/site/glossary.ts";
import { extendMarkdown } from "../src/site/markdown.ts";
import {
  generatedFolder,
  generatedPages,
  type ListedPage,
  readPageList,
  siteFile,
  sitePages,
} from "../src/site/page-list.ts";

const groups = readPageList();
const pages = sitePages(groups);
const words = glossaryWords();

const apiReference = { text: "The API", link: "/api/index.html", target: "_self" };

/** The server build loads Vue from docs/, since Node does not find it from pages outside. */
const vueFromDocs = {
  name: "vue-from-docs",
  enforce: "pre" as const,
  resolveId: (id: string, _importer: unknown, { ssr }: { ssr?: boolean }) =>
    ssr && /^vue($|\/)/.test(id) ? { id, external: true } : undefined,
};

function items(listed: readonly ListedPage[]): DefaultTheme.SidebarItem[] {
  return listed.map(({ title, path }) => ({ text: title, link: `/${siteFile(path)}` }));
}

export default defineConfig({
  title: "Kapso Platform",
  description: JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8")).description,
  lang: "en",
  // Pages outside docs/ are on the site too.
  srcDir: "..",
  outDir: "./.vitepress/dist",
  cacheDir: "./.vitepress/cache",
  srcExclude: globSync("**/*.md", { cwd: repositoryRoot, exclude: ["**/node_modules"] }).filter(
    (path) => !pages.has(path) && !path.startsWith(`${generatedFolder}/`),
  ),
  rewrites: siteFile,
  lastUpdated: false,
  head: [["link", { rel: "icon", href: "data:," }]],
  markdown: {
    languageAlias: { cjs: "js", cts: "ts" },
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    // The anchors that links have on GitHub.
    anchor: { slugify: (heading) => slug(heading) },
    config: (md) => extendMarkdown(md, { pages, address: repositoryAddress }, words),
  },
  vite: {
    publicDir: join(repositoryRoot, generatedFolder, "public"),
    plugins: [vueFromDocs],
  },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    sidebar: groups.map(({ title, pages: listed }) => ({
      text: title,
      items:
        title === "Reference"
          ? [...items(listed), ...items(generatedPages), apiReference]
          : items(listed),
    })),
    // VitePress loads the icon of a social link from another host while pages are written.
    nav: [
      ...groups.map(({ title, pages: [first] }) => ({
        text: title,
        link: first ? `/${siteFile(first.path)}` : "/",
      })),
      { text: "Repository", link: repositoryAddress },
    ],
  },
});
