import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Emulator } from "../options.ts";
import {
  colourSchemes,
  findFaults,
  hasBrowser,
  keepPicture,
  launchBrowser,
  looks,
  openPage,
  setLook,
} from "../testing/browser.ts";
import { depotDescription } from "../testing/depot-description.ts";
import { call, createEmbed, emulatorForTest } from "../testing/emulator.ts";

/** What `@shared/kapso-embeds` puts at the end of an embed's name. */
const tag = "[shop-production:Fb3qKZ0aQbY:9mUoXlCkq2v_Rk0T]";

/** A site on an origin of its own, with one page. */
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

describe.runIf(hasBrowser)("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it("shows the inbox in the reader's colours, or in those of ?mode=", async () => {
    const emulator = await emulatorForTest();
    const { embed_url } = await createEmbed(emulator, { scope_type: "project", name: "Support" });
    const seen: string[] = [];
    for (const colorScheme of colourSchemes) {
      const { page, complaints } = await openPage(browser, { colorScheme });
      await page.goto(embed_url);
      seen.push(await background(page));
      await keepPicture(page, `embed-${colorScheme}`);
      await page.goto(`${embed_url}?mode=dark`);
      seen.push(await background(page));
      expect(complaints).toEqual([]);
    }
    const [light, forced, dark, same] = seen;
    expect(light).not.toBe(dark);
    expect([forced, same]).toEqual([dark, dark]);
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
    await keepPicture(page, "embed-narrow");
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
    const rows = page.getByRole("option");
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

  it("shows no fault in either colour scheme or on a narrow screen, with long names and 40 requests", async () => {
    const emulator = await busyEmulator();
    const { page, complaints } = await openPage(browser);
    await page.goto(emulator.url);
    await page.getByText("Acme Logistics").waitFor();
    await page.getByRole("option", { name: "colour must be one of" }).first().click();
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
});

/** An emulator with embeds of long names, 40 requests and faults. */
async function busyEmulator(): Promise<Emulator> {
  const customer = "550e8400-e29b-41d4-a716-446655440000";
  const emulator = await emulatorForTest({
    spec: depotDescription,
    customers: [{ id: customer, name: "Acme Logistics" }],
  });
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
  for (let n = 0; n < 8; n += 1) {
    await call(emulator, "GET", "/parcels?colour=green");
    await call(emulator, "GET", "/parcels?color=red");
    await call(emulator, "GET", `/inbox_embeds?page=${n + 1}`);
    await createEmbed(emulator, { scope_type: "project", name: `Desk ${n}` });
  }
  emulator.faults.add({ kind: "rate-limit", per_minute: 5, operation_id: "createParcel" });
  return emulator;
}
