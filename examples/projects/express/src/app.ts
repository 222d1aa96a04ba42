import { type CreateInboxEmbedInput, isKapsoError, type KapsoClient } from "@shared/kapso-client";
import { type EmbedStore, ensureInboxEmbed } from "@shared/kapso-embeds";
import express, { type Express } from "express";

const create: CreateInboxEmbedInput = { scope_type: "project", name: "Support desk" };

/** The service, with its dependencies as parameters. */
export function createApp(kapso: KapsoClient, store: EmbedStore): Express {
  const app = express();
  app.get("/inbox", async (_request, response) => {
    try {
      const deployment = "express-example";
      const embed = await ensureInboxEmbed({ kapso, store, deployment, key: "project", create });
      response.json({ url: embed.embed_url });
    } catch (error) {
      if (!isKapsoError(error)) throw error;
      console.error(error.toSupportText());
      response.sendStatus(502);
    }
  });
  return app;
}
