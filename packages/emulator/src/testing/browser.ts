import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromiumArguments, findChromium } from "@shared/toolkit/chromium.ts";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";

const executablePath = findChromium();

/** Whether there is a browser to test with; in CI a missing browser is an error. */
export const hasBrowser: boolean = executablePath !== undefined;

/** Starts a headless browser without any start-up traffic. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath ?? "", args: [...chromiumArguments] });
}

/** A page, with the errors and warnings of its console. */
export async function openPage(
  browser: Browser,
  options: { width?: number } = {},
): Promise<{ page: Page; complaints: readonly string[] }> {
  const { width = 1280 } = options;
  const page = await browser.newPage({
    colorScheme: "light",
    reducedMotion: "reduce",
    viewport: { width, height: 800 },
  });
  onTestFinished(() => page.close());
  return { page, complaints: watchConsole(page) };
}

/** The errors and warnings of a page's console, from now on. */
export function watchConsole(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

/** The views of pages in tests: both color schemes, and a phone. */
export const looks = [
  { name: "light", colorScheme: "light", width: 1280 },
  { name: "dark", colorScheme: "dark", width: 1280 },
  { name: "narrow", colorScheme: "light", width: 400 },
] as const;

/** Sets a page's color scheme and width. */
export async function setLook(page: Page, look: (typeof looks)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: look.colorScheme });
  await page.setViewportSize({ width: look.width, height: 800 });
}

/** The problems that axe finds on a page, and each part that scrolls sideways or moves. */
export async function findFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(`(async () => {
    const { violations } = await axe.run();
    const sideways = [document.documentElement, ...document.querySelectorAll("body, body *")]
      .filter((node) => node.scrollWidth > node.clientWidth && /auto|scroll/.test(
        node === document.documentElement ? "auto" : getComputedStyle(node).overflowX));
    const moving = [...document.querySelectorAll("*")].map((node) => [node, getComputedStyle(node)])
      .filter(([, style]) => style.animationName !== "none" || parseFloat(style.transitionDuration) > 0);
    return [
      ...violations.flatMap(({ id, nodes }) => nodes.map((node) => id + " " + node.target.join(" ") + ": " + node.failureSummary)),
      ...sideways.map((node) => "scrolls sideways: " + node.tagName + "#" + node.id + ", " + node.scrollWidth + " > " + node.clientWidth),
      ...moving.map(([node]) => "moves, though the reader prefers reduced motion: " + node.tagName + "#" + node.id),
    ];
  })()`)) as string[];
  return found;
}

/** Keeps a picture of a page among the artefacts of the package. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = fileURLToPath(new URL("../../artifacts/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}${name}.png` });
}
