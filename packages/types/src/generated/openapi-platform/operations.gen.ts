// Generated from specs/openapi-platform.yaml by `pnpm regen`. Do not edit.

import type { OperationTable } from "../../operation-table.ts";
import type { OperationCalls } from "./calls.gen.ts";

/** The table for `operations` of the client. */
export const operationTable: OperationTable<OperationCalls> = {
  listInboxEmbeds: ["GET", "/inbox_embeds"],
  createInboxEmbed: ["POST", "/inbox_embeds"],
  getInboxEmbed: ["GET", "/inbox_embeds/{inbox_embed_id}"],
  deleteInboxEmbed: ["DELETE", "/inbox_embeds/{inbox_embed_id}"],
  updateInboxEmbed: ["PATCH", "/inbox_embeds/{inbox_embed_id}"],
};
