import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromiumArguments, findChromium } from "@shared/toolkit/chromium.ts";
import { type Browser, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";

const executablePath = findChromium();

/** Whether there is a browser to test with; in CI a missing browser is an error. */
export const hasBrowser: boolean = executablePath !== undefined;

export const colourSchemes = ["light", "dark"] as const;

/** Starts a headless browser without any start-up traffic. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath ?? "", args: [...chromiumArguments] });
}

/** A page, with the errors and warnings of its console. */
export async function openPage(
  browser: Browser,
  options: { colorScheme?: "light" | "dark"; width?: number } = {},
): Promise<{ page: Page; complaints: readonly string[] }> {
  const { colorScheme = "light", width = 1280 } = options;
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints };
}

/** Keeps a picture of a page among the artefacts of the package. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = fileURLToPath(new URL("../../artifacts/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}${name}.png` });
}
