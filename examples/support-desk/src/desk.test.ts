import { createKapsoClient } from "@shared/kapso-client";
import { startEmulator } from "@shared/kapso-emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Desk, startDesk } from "./desk.ts";
import { createInboxes, type Inbox } from "./inboxes.ts";

let desk: Desk;
let inboxes: Inbox[];
let close: () => Promise<void>;

beforeEach(async () => {
  const emulator = await startEmulator();
  desk = await startDesk();
  const kapso = createKapsoClient({
    apiKey: emulator.apiKey,
    baseUrl: `${emulator.url}/platform/v1`,
  });
  inboxes = await createInboxes(kapso, {
    origin: desk.origin,
    customerId: "550e8400-e29b-41d4-a716-446655440000",
    phoneNumberId: "1234567890",
  });
  desk.show(inboxes);
  close = async () => {
    await desk.close();
    await emulator.close();
  };
});
afterEach(() => close());

const frameOf = (html: string) =>
  /<iframe\s+src="([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");

test("each scope has its inbox, and only the desk's origin may frame it", () => {
  expect(inboxes.map(({ embed }) => embed.scope_type)).toEqual([
    "project",
    "customer",
    "phone_number",
  ]);
  for (const { embed } of inboxes) expect(embed.allowed_origins).toEqual([desk.origin]);
});

test("the page frames the inbox that was asked for, in the colours that were asked for", async () => {
  const response = await fetch(`${desk.origin}/?inbox=customer&mode=dark`);
  expect(frameOf(await response.text())).toBe(`${inboxes[1]?.embed.embed_url}?mode=dark`);
});

test("viewing pages creates no further embeds", async () => {
  const first = frameOf(await (await fetch(desk.origin)).text());
  const second = frameOf(await (await fetch(desk.origin)).text());
  expect(second).toBe(first);
});

test("the page's policy lets only the inbox's origin in, and nobody frames or keeps the page", async () => {
  const { headers } = await fetch(desk.origin);
  const embedOrigin = new URL(inboxes[0]?.embed.embed_url ?? "").origin;
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
