import { glob, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { chromiumArguments, findChromium } from "@shared/toolkit/chromium.ts";
import { runCommand } from "@shared/toolkit/run-command.ts";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generatedPages, readPageList, siteFile, sitePages } from "./page-list.ts";
import { type ServedSite, serveSite } from "./serve-site.ts";

const folder = join(import.meta.dirname, "../..");
const dist = join(folder, ".vitepress/dist");
const addressOf = (path: string): string => `/${siteFile(path).replace(/\.md$/, ".html")}`;

// The build and a visit of every page take a minute: not at the plain level.
describe.runIf(isFullLevel || process.env["KAPSO_TEST_SITE"])("the built site", () => {
  const executablePath = findChromium();
  let site: ServedSite | undefined;
  let origin: string;
  let browser: Browser | undefined;

  beforeAll(async () => {
    // Vue would be built for tests.
    const { VITEST: _, NODE_ENV: __, ...env } = process.env;
    const command = [join(import.meta.dirname, "command.ts")];
    await runCommand(process.execPath, command, { cwd: folder, env });
    site = await serveSite(dist);
    origin = site.url;
    if (executablePath === undefined) return;
    browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await site?.[Symbol.asyncDispose]();
  });

  test("each link within the site leads to a page and a heading that are there", async () => {
    const files = await Array.fromAsync(glob("**/*.html", { cwd: dist }));
    const html = new Map<string, string>();
    for (const file of files) html.set(file, await readFile(join(dist, file), "utf8"));
    const broken: string[] = [];
    for (const [file, text] of html) {
      for (const [, href = ""] of text.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
        if (/^[a-z]+:/.test(href)) continue;
        const [target = "", fragment] = href.split("#", 2);
        const path = target === "" ? file : posix.join("/", posix.dirname(file), target);
        const absolute = target.startsWith("/") ? target : path;
        const found = html.get(absolute.replace(/^\//, "").replace(/(^|\/)$/, "$1index.html"));
        const id = decodeURIComponent(fragment ?? "");
        if (found === undefined || (id && !found.includes(`id="${id}"`))) {
          broken.push(`${file}: ${href}`);
        }
      }
    }
    expect([...new Set(broken)]).toEqual([]);
    expect(html.size).toBeGreaterThan(100);
  });

  test.runIf(executablePath)(
    "no page has an error, loads from elsewhere, or fails axe, light or dark",
    async () => {
      const page = await newPage();
      const faults = watch(page);
      const addresses = [
        ...[...sitePages(readPageList())].map(addressOf),
        ...generatedPages.map(({ path }) => addressOf(path)),
      ];
      for (const address of addresses) {
        await page.goto(origin + address);
        await page.addScriptTag({ content: axe.source });
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const html = page.locator(colorScheme === "dark" ? "html.dark" : "html:not(.dark)");
          await html.waitFor();
          const { violations } = await page.evaluate(() =>
            (globalThis as unknown as { axe: typeof axe }).axe.run(),
          );
          for (const { id, nodes } of violations) {
            faults.push(`${address}, ${colorScheme}: ${id}: ${nodes[0]?.html} (${nodes.length})`);
          }
        }
      }
      expect(faults).toEqual([]);
      await page.close();
    },
    600_000,
  );

  test.runIf(executablePath)("the search finds a page", async () => {
    const page = await newPage();
    const faults = watch(page);
    await page.goto(origin);
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("searchbox").fill("leaked url");
    await page.getByRole("option").first().getByRole("link").click();
    await page.waitForURL(/handle-a-leaked-url/);
    expect(faults).toEqual([]);
    await page.close();
  });

  test.runIf(executablePath)("the API reference renders every tag, and sends nothing", async () => {
    const page = await newPage();
    const faults = watch(page);
    await page.goto(`${origin}/api/index.html`);
    await page.getByText("Inbox Embeds").first().waitFor();
    expect(await page.getByRole("button", { name: /test request/i }).count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  /** A page without animations: what is measured is what stays. */
  async function newPage(): Promise<Page> {
    const page = await browser?.newPage({ reducedMotion: "reduce" });
    if (!page) throw new Error("The browser did not start.");
    return page;
  }

  /** What a page prints as an error, throws, or loads from another origin, from now on. */
  function watch(page: Page): string[] {
    const faults: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) faults.push(`loaded ${url}`);
    });
    return faults;
  }
});
