import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createKapsoClient } from "@shared/kapso-client";
import { memoryStore } from "@shared/kapso-embeds";
import { type Emulator, startEmulator } from "@shared/kapso-emulator";
import { chromiumArguments, findChromium } from "@shared/toolkit/chromium.ts";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Desk, startDesk } from "./desk.ts";
import { createInboxes } from "./inboxes.ts";

const executablePath = findChromium();
const artifacts = fileURLToPath(new URL("../artifacts/", import.meta.url));

describe.runIf(executablePath)("in Chromium", () => {
  let browser: Browser;
  let emulator: Emulator;
  let allowed: Desk;
  let other: Desk;

  beforeAll(async () => {
    await mkdir(artifacts, { recursive: true });
    emulator = await startEmulator();
    [allowed, other] = await Promise.all([startDesk(), startDesk()]);
    const kapso = createKapsoClient({
      apiKey: emulator.apiKey,
      baseUrl: `${emulator.url}/platform/v1`,
    });
    const inboxes = createInboxes({
      kapso,
      store: memoryStore(),
      deployment: "support-desk-test",
      origins: [allowed.origin],
      customerId: "550e8400-e29b-41d4-a716-446655440000",
    });
    // The same embeds on two origins, of which the embeds allow one.
    for (const desk of [allowed, other]) desk.show(inboxes);
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: [...chromiumArguments],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await Promise.all([allowed?.close(), other?.close()]);
    await emulator?.close();
  });

  async function open(url: string): Promise<{ page: Page; problems: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.goto(url, { waitUntil: "networkidle" });
    return { page, problems };
  }

  test.each(["light", "dark"])(
    "the frame shows the inbox to an allowed origin, %s",
    async (mode) => {
      const { page, problems } = await open(`${allowed.origin}/?inbox=customer&mode=${mode}`);
      const frame = page.frameLocator("iframe");
      await frame.getByText("emulator").first().waitFor();
      expect(
        await frame.locator("html").evaluate((html) => getComputedStyle(html).colorScheme),
      ).toBe(mode);
      expect(problems).toEqual([]);
      await page.screenshot({ path: `${artifacts}support-desk-${mode}.png` });
      await page.setViewportSize({ width: 400, height: 760 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(400);
      await page.screenshot({ path: `${artifacts}support-desk-narrow-${mode}.png` });
      await page.close();
    },
    30_000,
  );

  test("the page's policy blocks other frames, scripts and pictures", async () => {
    const { page, problems } = await open(`${allowed.origin}/?inbox=customer`);
    await page.evaluate(() => {
      const frame = document.createElement("iframe");
      frame.src = "https://other.example.com/embed/x";
      const script = document.createElement("script");
      script.textContent = "document.title = 'taken over'";
      const picture = new Image();
      picture.src = "https://other.example.com/x.png";
      document.body.append(frame, script, picture);
    });
    await expect.poll(() => problems.join("\n")).toMatch(/frame-src/);
    await expect.poll(() => problems.join("\n")).toMatch(/img-src/);
    expect(problems.join("\n")).toMatch(/script-src/);
    expect(await page.title()).not.toBe("taken over");
    await page.close();
  }, 30_000);

  test("the frame is blocked on an origin that the embed does not allow", async () => {
    const { page, problems } = await open(`${other.origin}/?inbox=customer`);
    expect(problems.join("\n")).toContain("frame-ancestors");
    expect(await page.frameLocator("iframe").getByText("emulator").count()).toBe(0);
    await page.screenshot({ path: `${artifacts}support-desk-blocked.png` });
    await page.close();
  }, 30_000);
});
