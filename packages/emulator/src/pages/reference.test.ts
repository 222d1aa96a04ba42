import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareDescription } from "../description/description.ts";
import { createReference } from "../http/reference.ts";
import { hasBrowser, keepPicture, launchBrowser, openPage } from "../testing/browser.ts";
import { depotDescription } from "../testing/depot-description.ts";
import { emulatorForTest } from "../testing/emulator.ts";

it("says which package to install when the reference's program is missing", async () => {
  const app = createReference({
    description: prepareDescription(depotDescription),
    apiKey: "key",
    sameSite: (_, next) => next(),
    origin: () => "http://127.0.0.1",
    readScript: async () => undefined,
  });
  const response = await app.request("/");
  expect(response.status).toBe(501);
  expect(await response.text()).toContain("npm install --save-dev @scalar/api-reference");
});

it("keeps other web sites from the reference, which holds the API key", async () => {
  const emulator = await emulatorForTest({ spec: depotDescription });
  const response = await fetch(`${emulator.url}/_emulator/reference`, {
    headers: { Origin: "https://evil.example" },
  });
  expect(response.status).toBe(403);
});

describe.runIf(hasBrowser)("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it("renders the spec and tries an operation with the emulator's key, without any outside request", async () => {
    const emulator = await emulatorForTest({});
    const { page, complaints } = await openPage(browser);
    const outside: string[] = [];
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(emulator.url) && !/^(data|blob):/.test(url)) outside.push(url);
    });
    await page.goto(`${emulator.url}/_emulator/reference`);
    // Scalar renders an operation when it comes into view.
    await page.getByRole("button", { name: "Open Group - Inbox Embeds" }).click();
    await page
      .getByRole("link", { name: /list inbox embeds/i })
      .first()
      .click();
    await page
      .getByRole("button", { name: /test request/i })
      .first()
      .click();
    const responded = page.waitForResponse((response) =>
      response.url().includes(emulator.basePath),
    );
    await page.getByRole("button", { name: /^send/i }).first().click();
    expect((await responded).ok()).toBe(true);
    expect(emulator.requests.at(-1)?.status).toBeLessThan(300);
    await keepPicture(page, "reference-tried");
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
