import { createKapsoClient, type RequestEvent } from "@shared/kapso-client";
import { expect, test } from "vitest";
import { auditInboxEmbeds } from "../audit.ts";
import { sweepInboxEmbeds } from "../sweep/sweep.ts";
import { type Bench, startBench } from "../testing/bench.ts";
import { ensureInboxEmbed } from "./ensure.ts";
import { revokeInboxEmbed } from "./revoke.ts";
import { rotateInboxEmbed } from "./rotate.ts";

const dark = { scope_type: "project", default_mode: "dark" } as const;

const cases: [name: string, act: (bench: Bench) => Promise<unknown>, operations: string[]][] = [
  [
    "ensure of a stored embed that has other settings",
    ({ options }) => ensureInboxEmbed({ ...options, create: dark }),
    ["getInboxEmbed", "updateInboxEmbed"],
  ],
  [
    "rotate",
    ({ options }) => rotateInboxEmbed(options),
    ["getInboxEmbed", "createInboxEmbed", "deleteInboxEmbed"],
  ],
  [
    "revoke",
    ({ options }) => revokeInboxEmbed({ ...options, list: true }),
    ["getInboxEmbed", "deleteInboxEmbed", "listInboxEmbeds", "deleteInboxEmbed"],
  ],
  [
    "revoke of a key whose record has every embed",
    ({ options }) => revokeInboxEmbed(options),
    ["getInboxEmbed", "deleteInboxEmbed"],
  ],
  [
    "sweep",
    ({ options }) => sweepInboxEmbeds({ ...options, dryRun: false }),
    ["getInboxEmbed", "listInboxEmbeds", "deleteInboxEmbed"],
  ],
  ["audit", ({ options }) => auditInboxEmbeds(options), ["getInboxEmbed", "listInboxEmbeds"]],
];

test.each(cases)(
  "%s: the client's hooks see each operation by its id",
  async (_, act, expected) => {
    const bench = await startBench();
    await ensureInboxEmbed(bench.options);
    await bench.orphan();
    const seen: RequestEvent["operation"][] = [];
    const kapso = createKapsoClient({
      apiKey: bench.emulator.apiKey,
      baseUrl: `${bench.emulator.url}/platform/v1`,
      hooks: { onRequest: ({ operation }) => seen.push(operation) },
    });
    await act({ ...bench, options: { ...bench.options, kapso } });
    expect(seen).toEqual(expected);
  },
);
