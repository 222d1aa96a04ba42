import { createKapsoClient, type InboxEmbed } from "@shared/kapso-client";
import { startEmulator } from "@shared/kapso-emulator";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, startDatabase } from "./database.ts";
import { type Desk, startDesk } from "./desk.ts";
import { createInboxes, type Inboxes } from "./inboxes.ts";

let database: Database;
let tests = 0;
let desk: Desk;
let replica: Desk;
let inboxes: Inboxes;
let active: () => Promise<InboxEmbed[]>;
let close: () => Promise<void>;

beforeAll(async () => {
  database = await startDatabase();
}, 60_000);
afterAll(() => database?.close());

beforeEach(async () => {
  tests += 1;
  const emulator = await startEmulator();
  [desk, replica] = await Promise.all([startDesk(), startDesk()]);
  const origins = [desk.origin, replica.origin];
  const open = () => {
    const kapso = createKapsoClient({
      apiKey: emulator.apiKey,
      baseUrl: `${emulator.url}/platform/v1`,
    });
    active = async () => {
      const found: InboxEmbed[] = [];
      for await (const embed of kapso.inboxEmbeds.list({ status: "active" })) found.push(embed);
      return found;
    };
    return createInboxes({
      kapso,
      store: database.connect(),
      deployment: `support-desk-test-${tests}`,
      origins,
      customerId: "550e8400-e29b-41d4-a716-446655440000",
      phoneNumberId: "1234567890",
    });
  };
  inboxes = open();
  desk.show(inboxes);
  replica.show(open());
  close = async () => {
    await Promise.all([desk.close(), replica.close()]);
    await emulator.close();
  };
});
afterEach(() => close());

const urlOf = async (name: string): Promise<string> => {
  const inbox = inboxes.tabs.find((tab) => tab.name === name);
  if (!inbox) throw new Error(`There is no ${name}.`);
  return (await inboxes.open(inbox)).embed_url;
};
const frameOf = (html: string) =>
  /<iframe\s+src="([^"]+)"/.exec(html)?.[1]?.replaceAll("&#38;", "&");

test("two replicas that get requests at the same time frame one embed for each scope", async () => {
  for (const { name } of inboxes.tabs) {
    const pages = await Promise.all(
      [desk, replica, desk, replica].map(({ origin }) => fetch(`${origin}/?inbox=${name}`)),
    );
    const frames = await Promise.all(pages.map(async (page) => frameOf(await page.text())));
    expect(new Set(frames).size).toBe(1);
    expect(frames[0]).toMatch(/\/embed\/.+mode=system$/);
  }
  const embeds = await active();
  expect(embeds.map(({ scope_type }) => scope_type).sort()).toEqual([
    "customer",
    "phone_number",
    "project",
  ]);
  for (const embed of embeds) {
    expect(embed.allowed_origins).toEqual([desk.origin, replica.origin]);
  }
});

test("the page frames the requested inbox, in the requested colors", async () => {
  const response = await fetch(`${desk.origin}/?inbox=customer&mode=dark`);
  expect(frameOf(await response.text())).toBe(`${await urlOf("customer")}?mode=dark`);
});

test("viewing pages creates no further embeds", async () => {
  const first = frameOf(await (await fetch(desk.origin)).text());
  const second = frameOf(await (await fetch(desk.origin)).text());
  expect(second).toBe(first);
  expect(await active()).toHaveLength(1);
});

test("the page's policy allows only the inbox's origin, and forbids framing and caching", async () => {
  const { headers } = await fetch(desk.origin);
  const embedOrigin = new URL(await urlOf("project")).origin;
  expect(headers.get("content-security-policy")).toBe(
    `default-src 'none'; style-src 'unsafe-inline'; frame-src ${embedOrigin}; frame-ancestors 'none'`,
  );
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
});

test("markup in the query reaches the page neither as markup nor as a mode", async () => {
  const script = encodeURIComponent('"><script>alert(1)</script>');
  const page = await (await fetch(`${desk.origin}/?inbox=project&mode=${script}`)).text();
  expect(page).not.toContain("<script>");
  expect(page).toContain('data-mode="system"');
  const missing = await fetch(`${desk.origin}/?inbox=${script}`);
  expect(missing.status).toBe(404);
  expect(missing.headers.get("content-type")).toContain("text/plain");
});
