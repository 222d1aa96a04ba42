import { once } from "node:events";
import { inspect, parseArgs } from "node:util";
import { createKapsoClient, isKapsoError, type KapsoClient } from "@shared/kapso-client";
import { auditInboxEmbeds } from "@shared/kapso-embeds";
import { startEmulator } from "@shared/kapso-emulator";
import { startDatabase } from "./database.ts";
import { type Desk, startDesk } from "./desk.ts";
import { createInboxes, type Inbox, type Inboxes, type InboxesOptions } from "./inboxes.ts";
import { createNarrator, type Narrator, shorten } from "./narrator.ts";

const usageText = `Usage: npm run demo [-- --serve] [--live] [--port N]

  --serve     stay up, and print the address to open
  --live      talk to the real API with KAPSO_API_KEY; KAPSO_CUSTOMER_ID and
              KAPSO_PHONE_NUMBER_ID choose whose inboxes are shown
  --port N    where the service listens (default: a free port)`;

/** The demo's Kapso API, and the customer and phone number to open. */
interface Kapso {
  kapso: KapsoClient;
  /** A client like it, with another key. */
  withKey(apiKey: string): KapsoClient;
  ids: Pick<InboxesOptions, "customerId" | "phoneNumberId" | "expiresAt">;
  close(): Promise<void>;
}

async function startLocalKapso(narrator: Narrator): Promise<Kapso> {
  const emulator = await startEmulator();
  const baseUrl = `${emulator.url}/platform/v1`;
  narrator.fact("Kapso, emulated", baseUrl);
  return {
    kapso: createKapsoClient({ apiKey: emulator.apiKey, baseUrl }),
    withKey: (apiKey) => createKapsoClient({ apiKey, baseUrl }),
    ids: { customerId: "550e8400-e29b-41d4-a716-446655440000", phoneNumberId: "1234567890" },
    close: emulator.close,
  };
}

async function useLiveKapso(narrator: Narrator): Promise<Kapso> {
  const { KAPSO_CUSTOMER_ID, KAPSO_PHONE_NUMBER_ID } = process.env;
  const expiresAt = new Date(Date.now() + 15 * 60 * 1000);
  narrator.fact("Kapso, live", "https://api.kapso.ai/platform/v1");
  narrator.fact("embeds end", expiresAt.toISOString());
  if (!KAPSO_CUSTOMER_ID) narrator.fact("no customer inbox", "KAPSO_CUSTOMER_ID is not set");
  if (!KAPSO_PHONE_NUMBER_ID) narrator.fact("no number inbox", "KAPSO_PHONE_NUMBER_ID is not set");
  return {
    kapso: createKapsoClient(),
    withKey: (apiKey) => createKapsoClient({ apiKey }),
    ids: { customerId: KAPSO_CUSTOMER_ID, phoneNumberId: KAPSO_PHONE_NUMBER_ID, expiresAt },
    close: async () => {},
  };
}

/** Both replicas open every inbox at the same moment; both must get the same embed. */
async function openInboxes(narrator: Narrator, replicas: readonly Inboxes[]): Promise<void> {
  for (const inbox of replicas[0]?.tabs ?? []) {
    const given = await Promise.all(
      replicas.map((replica) => replica.open(inbox, { verify: true })),
    );
    const [first] = given;
    if (!first || given.some(({ embed_url }) => embed_url !== first.embed_url)) {
      throw new Error(`The replicas got different embeds for ${inbox.name}.`);
    }
    const token = first.embed_url.split("/").at(-1) ?? "";
    narrator.fact(inbox.name, `${given.map(({ how }) => how).join(", ")}; id ${first.id}`);
    narrator.fact("", `${new URL(first.embed_url).origin}/embed/${shorten(token)}`);
    if (inbox === replicas[0]?.tabs[0]) narrator.response("console.log(embed)", inspect(first));
  }
}

/** The errors for invalid input: the client rejects the first three before it sends anything. */
async function showRefusals(narrator: Narrator, { kapso, withKey }: Kapso): Promise<void> {
  const attempts: [tried: string, call: () => Promise<unknown>][] = [
    [
      "a page's address where an origin belongs",
      () =>
        kapso.createInboxEmbed({
          scope_type: "project",
          allowed_origins: ["https://app.example.com/inbox"],
        }),
    ],
    [
      "a phone number's embed without its digits",
      () => kapso.createInboxEmbed({ scope_type: "phone_number", scope_id: "+1 415 555 1234" }),
    ],
    [
      "an expiry in the past",
      () => kapso.createInboxEmbed({ scope_type: "project", expires_at: new Date(0) }),
    ],
    [
      "a customer that this project does not have",
      () =>
        kapso.createInboxEmbed({
          scope_type: "customer",
          scope_id: "00000000-0000-0000-0000-000000000000",
        }),
    ],
    ["a wrong API key", () => withKey("not-the-key").createInboxEmbed({ scope_type: "project" })],
  ];
  for (const [tried, call] of attempts) {
    const error: unknown = await call().then(
      () => new Error("Expected an error; the input was accepted."),
      (reason: unknown) => reason,
    );
    if (!isKapsoError(error)) throw error;
    narrator.response(tried, `${error.name}: ${error.message}`);
  }
}

/** Fetches the page as a browser would, then the frame that it names. */
async function showPage(narrator: Narrator, desk: Desk, inbox: Inbox): Promise<void> {
  const page = await fetch(`${desk.origin}/?inbox=${inbox.name}`);
  const html = await page.text();
  const source = /<iframe\s+src="([^"]+)"/.exec(html)?.[1]?.replaceAll("&#38;", "&");
  if (!page.ok || source === undefined) throw new Error(`The page returned ${page.status}.`);
  narrator.fact("page", `${page.status}, its policy: ${policy(page, "frame-src")}`);

  const frame = await fetch(source);
  const title = /<title>([^<]*)<\/title>/.exec(await frame.text())?.[1];
  if (!frame.ok) throw new Error(`The frame returned ${frame.status}.`);
  narrator.fact(
    "frame",
    `${frame.status} "${title}", its policy: ${policy(frame, "frame-ancestors")}`,
  );
}

function policy(response: Response, directive: string): string {
  const header = response.headers.get("content-security-policy") ?? "";
  const found = header.split(";").find((part) => part.trim().startsWith(directive));
  return found?.trim() ?? `no ${directive}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      serve: { type: "boolean", default: false },
      live: { type: "boolean", default: false },
      port: { type: "string", default: "0" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usageText);
    return;
  }

  const began = performance.now();
  const narrator = createNarrator(process.stdout);
  narrator.title("Support desk: customers' conversations, framed by our own page");

  narrator.step("Start");
  await using started = new AsyncDisposableStack();
  const kapso = values.live ? await useLiveKapso(narrator) : await startLocalKapso(narrator);
  started.defer(kapso.close);
  const database = await startDatabase();
  started.defer(database.close);
  const desk = await startDesk({ port: Number(values.port) });
  started.defer(desk.close);
  const replica = await startDesk();
  started.defer(replica.close);
  narrator.fact("our service", `${desk.origin}, and a replica at ${replica.origin}`);

  narrator.step("One inbox embed for each scope, ensured by both replicas at once");
  const origins = [desk.origin, replica.origin];
  // Each run has a separate database, and so a separate name.
  const deployment = `support-desk-demo-${Date.now()}`;
  const [inboxes, replicaInboxes] = [desk, replica].map((shows) => {
    const store = database.connect();
    const made = createInboxes({
      kapso: kapso.kapso,
      store,
      deployment,
      origins,
      ...kapso.ids,
    });
    shows.show(made);
    return made;
  }) as [Inboxes, Inboxes];
  await openInboxes(narrator, [inboxes, replicaInboxes]);
  const { embeds } = await auditInboxEmbeds({
    kapso: kapso.kapso,
    store: database.connect(),
    deployment,
  });
  narrator.fact("audit", `${embeds.length} active: ${embeds.map(({ state }) => state).join(", ")}`);

  narrator.step("Errors for invalid input");
  await showRefusals(narrator, kapso);

  narrator.step("The page, and the inbox in its frame");
  for (const inbox of inboxes.tabs) await showPage(narrator, desk, inbox);

  if (values.serve) {
    narrator.step(`Open ${desk.origin} (Ctrl-C ends it)`);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  } else {
    narrator.step(`Done in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    narrator.fact("to look at it", "npm run demo -- --serve");
  }
}

try {
  await main();
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("ERR_PARSE_ARGS") || code === "ERR_SOCKET_BAD_PORT") {
    console.error(`${(error as Error).message}\n\n${usageText}`);
    process.exitCode = 2;
  } else {
    // Only an unexpected error is printed with its stack.
    console.error(isKapsoError(error) || code === "EADDRINUSE" ? (error as Error).message : error);
    process.exitCode = 1;
  }
}
