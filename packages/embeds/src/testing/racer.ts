import { createKapsoClient } from "@shared/kapso-client";
import { ensureInboxEmbed } from "../protocol/ensure.ts";
import { openAddress, type StoreAddress } from "./open-address.ts";

// One of many replicas: at the message of each round all of them ensure the same embed.

export interface RaceOrder {
  address: StoreAddress;
  emulator: { url: string; apiKey: string };
}

const { address, emulator } = JSON.parse(process.env["ORDER"] ?? "") as RaceOrder;
const opened = await openAddress(address);
const kapso = createKapsoClient({
  apiKey: emulator.apiKey,
  baseUrl: `${emulator.url}/platform/v1`,
});

process.on("message", (key: string) => {
  ensureInboxEmbed({
    kapso,
    store: opened.store,
    deployment: "race",
    key,
    create: { scope_type: "project" },
    verify: false,
  }).then(
    ({ id, embed_url }) => process.send?.({ id, embed_url }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on("disconnect", () => void opened.close());
process.send?.("ready");
