import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isFullLevel } from "@shared/toolkit/test-level.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Emulator } from "../options.ts";
import {
  findFaults,
  hasBrowser,
  keepPicture,
  launchBrowser,
  looks,
  openPage,
  setLook,
  watchConsole,
} from "../testing/browser.ts";
import { depotDescription } from "../testing/depot-description.ts";
import { call, createEmbed, emulatorForTest } from "../testing/emulator.ts";

/** What `@shared/kapso-embeds` puts at the end of an embed's name. */
const tag = "[shop-production:Fb3qKZ0aQbY:9mUoXlCkq2v_Rk0T]";

/** A site on another origin, with one page. */
async function site(html: () => string): Promise<string> {
  const server = createServer((_, response) =>
    response.setHeader("Content-Type", "text/html").end(html()),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function background(page: Page) {
  return page.evaluate("getComputedStyle(document.body).backgroundColor") as Promise<string>;
}

/** The requests of an inspector, newest first. */
function requestRows(page: Page) {
  return page.getByRole("listbox", { name: "Requests" }).getByRole("option");
}

describe.runIf(hasBrowser)("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it("shows the inbox in the reader's colours, or in those of ?mode=", async () => {
    const emulator = await emulatorForTest();
    const { embed_url } = await createEmbed(emulator, {
      scope_type: "project",
      name: `Support desk of ${"W".repeat(60)} ${tag}`,
    });
    const { page, complaints } = await openPage(browser);
    const seen: string[] = [];
    for (const look of looks) {
      await page.goto(embed_url);
      await setLook(page, look);
      expect(await findFaults(page), look.name).toEqual([]);
      seen.push(await background(page));
      await keepPicture(page, `embed-${look.name}`);
    }
    const [light, dark] = seen;
    expect(light).not.toBe(dark);
    await setLook(page, looks[0]);
    await page.goto(`${embed_url}?mode=dark`);
    expect(await background(page)).toBe(dark);
    expect(complaints).toEqual([]);
  });

  it("lets a person read and write in the inbox, by keyboard", async () => {
    const { embed_url } = await createEmbed(await emulatorForTest());
    const { page, complaints } = await openPage(browser, { width: 400 });
    await page.goto(embed_url);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Write a message" }).fill("<b>On its way</b>");
    await page.keyboard.press("Enter");
    const thread = page.getByRole("article", { name: "Amara Okafor" });
    expect(await thread.getByRole("listitem").last().textContent()).toContain("<b>On its way</b>");
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    expect(complaints).toEqual([]);
  });

  it("is framed by an allowed origin, and stays blank in another", async () => {
    const emulator = await emulatorForTest();
    let frame = "";
    const host = () => `<iframe src="${frame}" width="900" height="600"></iframe>`;
    const [allowed, other] = [await site(host), await site(host)];
    const embed = await createEmbed(emulator, {
      scope_type: "project",
      allowed_origins: [allowed],
    });
    frame = embed.embed_url;
    const inside = async (url: string) => {
      const { page } = await openPage(browser);
      await page.goto(url, { waitUntil: "load" });
      const [, child] = page.frames();
      return (await child?.locator("h1").allTextContents()) ?? [];
    };
    expect(await inside(allowed)).toEqual(["Inbox"]);
    expect((await inside(other)).join()).toContain("is blocked");
  });

  it("inspects requests as they come, with what was wrong with them", async () => {
    const emulator = await emulatorForTest({ spec: depotDescription, apiKey: "the-very-key" });
    const { page, complaints } = await openPage(browser);
    await page.goto(emulator.url);
    await page.getByText("No requests yet").waitFor();
    const embed = await createEmbed(emulator, {
      scope_type: "customer",
      scope_id: "550e8400-e29b-41d4-a716-446655440000",
      name: "<img src=x>",
    });
    await call(emulator, "POST", "/inbox_embeds", {
      json: { inbox_embed: { scope_type: "team" } },
    });
    const rows = requestRows(page);
    await rows.nth(1).waitFor();
    await page.getByText("<img src=x>").waitFor();
    await rows.first().focus();
    await page.keyboard.press("Enter");
    await page.getByText("Refused because").waitFor();
    expect(await page.locator("#detail").textContent()).toContain(
      '"project", "customer", "phone_number"; got "team"',
    );
    await page.keyboard.press("ArrowDown");
    await page.getByText("Valid against the spec.").waitFor();
    const everything =
      (await page.content()) + JSON.stringify(await page.evaluate("document.body.innerText"));
    expect(everything).not.toContain("the-very-key");
    expect(everything).not.toContain(embed.token);
    expect(complaints).toEqual([]);
  });

  it("switches faults and moves the clock from the inspector", async () => {
    const emulator = await emulatorForTest({ spec: depotDescription });
    emulator.clock.freeze("2030-01-01T00:00:00Z");
    await createEmbed(emulator, { scope_type: "project", expires_at: "2030-01-01T00:30:00Z" });
    const { page, complaints } = await openPage(browser);
    await page.goto(emulator.url);
    await page.getByText("active", { exact: true }).waitFor();
    await page.getByRole("button", { name: "+1 h" }).click();
    await page.getByText("expired", { exact: true }).waitFor();
    expect(emulator.clock.now().toISOString()).toBe("2030-01-01T01:00:00.000Z");
    await page.getByLabel("What goes wrong").selectOption({ label: "500 with { error }" });
    await page.getByLabel("For which operation").selectOption("listParcels");
    await page.getByRole("button", { name: "Switch on" }).click();
    await page.getByText("0 hits").waitFor();
    expect((await call(emulator, "GET", "/parcels")).status).toBe(500);
    await page.getByText("1 hit").waitFor();
    await page.getByRole("button", { name: "Switch off status" }).click();
    await page.getByText("Everything works.").waitFor();
    expect(emulator.faults.list()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("has one tab stop in the request list, and keys that reach every request of it", async () => {
    const emulator = await busyEmulator();
    const { page, complaints } = await openPage(browser);
    await page.goto(emulator.url);
    await page.getByText("40", { exact: true }).waitFor();
    const stops = page.locator("#requests [tabindex='0']");
    expect(await stops.count()).toBe(1);
    const focused = () => page.evaluate("document.activeElement.id");
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("request-40");
    for (const [key, id] of [
      ["Enter", 40],
      ["End", 1],
      ["ArrowUp", 2],
      ["PageUp", 12],
      ["Home", 40],
      ["ArrowDown", 39],
    ] as const) {
      await page.keyboard.press(key);
      expect(await focused(), key).toBe(`request-${id}`);
    }
    // A choice stays, and with it the tab stop, while requests come and go from view.
    await call(emulator, "GET", "/parcels");
    await page.getByText("41", { exact: true }).waitFor();
    expect(await stops.getAttribute("id")).toBe("request-39");
    const search = page.getByRole("searchbox");
    await search.fill("GREEN parcels");
    await page.getByText("8 of 41").waitFor();
    expect(await requestRows(page).count()).toBe(8);
    expect(await stops.isVisible()).toBe(true);
    await search.fill("");
    await page.getByLabel("Which requests").selectOption("with a fault");
    await page.getByText("1 of 41").waitFor();
    await search.fill("nothing has this");
    await page.getByText("No request matches.").waitFor();
    expect(complaints).toEqual([]);
  });

  it("keeps the keyboard's place in the embeds and faults while they change", async () => {
    const emulator = await emulatorForTest({ spec: depotDescription });
    await createEmbed(emulator, { scope_type: "project", name: `Support desk ${tag}` });
    emulator.faults.add({ kind: "status", status: 500, times: 9 });
    const { page } = await openPage(browser);
    await page.goto(emulator.url);
    const focusedText = () => page.evaluate("document.activeElement.ariaLabel");
    await page.getByRole("link", { name: "Open the page of Support desk" }).focus();
    emulator.faults.add({ kind: "delay", ms: 0 });
    await page.getByText("delay", { exact: true }).waitFor();
    expect(await focusedText()).toBe("Open the page of Support desk");
    await page.getByRole("button", { name: "Switch off status" }).focus();
    await call(emulator, "GET", "/parcels");
    await page.getByText("1 hit").first().waitFor();
    expect(await focusedText()).toBe("Switch off status");
    await page.keyboard.press("Enter");
    await page.getByText("status", { exact: true }).waitFor({ state: "detached" });
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Switch on");
  });

  it("copies a request as curl, and selects it where the clipboard is out of reach", async () => {
    const emulator = await emulatorForTest({ apiKey: "the-very-key" });
    await call(emulator, "GET", "/inbox_embeds?status[]=it's");
    const { page } = await openPage(browser);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(emulator.url);
    await requestRows(page).click();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Copied.").waitFor();
    const copied = await page.evaluate("navigator.clipboard.readText()");
    const command = await (await fetch(`${emulator.url}/_emulator/requests/1/curl`)).text();
    expect(command).toContain("status[]=it%27s");
    expect(copied).toBe(command);
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await page.keyboard.press("Enter");
    await page.getByText("Selected.").waitFor();
    expect(await page.evaluate("String(getSelection()).trim()")).toBe(command.trim());
  });

  it("shows no fault in either colour scheme or on a narrow screen, with long names and 40 requests", async () => {
    const emulator = await busyEmulator();
    const { page, complaints } = await openPage(browser);
    await page.goto(emulator.url);
    await page.getByText("Acme Logistics").waitFor();
    await requestRows(page).filter({ hasText: "inbox_embed.scope_id must be" }).first().click();
    await page.getByRole("button", { name: "Copy as curl" }).click();
    await page.getByText("curl --request").or(page.getByText("curl 'http")).waitFor();
    const seen: string[] = [];
    for (const look of looks) {
      await setLook(page, look);
      expect(await findFaults(page), look.name).toEqual([]);
      seen.push(await background(page));
      await keepPicture(page, `inspector-${look.name}`);
    }
    expect(new Set(seen).size).toBe(2);
    expect(complaints).toEqual([]);
  });

  it("leads from a request to its operation in the reference, which tries it without any outside request", async () => {
    const emulator = await emulatorForTest();
    await call(emulator, "GET", "/inbox_embeds");
    const { page } = await openPage(browser);
    await page.goto(emulator.url);
    await requestRows(page).click();
    const opened = page.waitForEvent("popup");
    await page.getByRole("link", { name: "In the reference" }).click();
    const reference = await opened;
    onTestFinished(() => reference.close());
    const complaints = watchConsole(reference);
    const outside: string[] = [];
    reference.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(emulator.url) && !/^(data|blob):/.test(url)) outside.push(url);
    });
    const heading = reference.getByRole("heading", { name: "List inbox embeds" });
    await heading.waitFor();
    // Scalar scrolls to the operation once it has rendered what stands above it.
    // The test polls: the page's policy forbids `eval`, which `waitForFunction` needs.
    const operation = reference.locator("[id$='GET/inbox_embeds']");
    const top = async () => Math.abs((await operation.boundingBox())?.y ?? Number.NaN);
    await expect.poll(top, { timeout: 120_000 }).toBeLessThan(100);
    // Scalar takes seconds to lay out the page again.
    for (const look of isFullLevel ? looks : []) {
      await setLook(reference, look);
      await keepPicture(reference, `reference-${look.name}`);
    }
    await setLook(reference, looks[0]);
    await operation
      .getByRole("button", { name: /test request/i })
      .first()
      .click();
    const responded = reference.waitForResponse((response) =>
      response.url().includes(emulator.basePath),
    );
    await reference.getByRole("button", { name: /^send/i }).first().click();
    expect((await responded).ok()).toBe(true);
    expect(emulator.requests.at(-1)?.operation_id).toBe("listInboxEmbeds");
    await keepPicture(reference, "reference-tried");
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

/** An emulator with embeds of long names, 40 requests and faults. */
async function busyEmulator(): Promise<Emulator> {
  const customer = "550e8400-e29b-41d4-a716-446655440000";
  const emulator = await emulatorForTest({
    spec: depotDescription,
    customers: [{ id: customer, name: "Acme Logistics" }],
  });
  for (let n = 0; n < 8; n += 1) {
    await call(emulator, "GET", "/parcels?colour=green");
    await call(emulator, "GET", "/parcels?color=red");
    await call(emulator, "GET", `/inbox_embeds?page=${n + 1}`);
    await createEmbed(emulator, { scope_type: "project", name: `Desk ${n}` });
  }
  await createEmbed(emulator, { scope_type: "project", name: `Support desk ${tag}` });
  await createEmbed(emulator, { scope_type: "project", name: `${"W".repeat(80)} ${tag}` });
  await createEmbed(emulator, { scope_type: "project", name: tag });
  await createEmbed(emulator, {
    scope_type: "customer",
    scope_id: customer,
    name: "Acme",
    allowed_origins: ["https://app.example.com", `https://${"w".repeat(60)}.example.org`],
    default_mode: "dark",
  });
  const gone = await createEmbed(emulator, { scope_type: "phone_number", scope_id: "15550001" });
  await call(emulator, "DELETE", `/inbox_embeds/${gone.id}`);
  await call(emulator, "POST", "/inbox_embeds", {
    json: { inbox_embed: { scope_type: "customer" } },
  });
  emulator.faults.add({ kind: "status", status: 503, shape: "html" });
  await call(emulator, "GET", `/parcels/${"x".repeat(200)}`).catch(() => {});
  emulator.faults.add({ kind: "rate-limit", per_minute: 5, operation_id: "createParcel" });
  return emulator;
}
