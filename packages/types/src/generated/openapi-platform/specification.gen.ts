// Generated from specs/openapi-platform.yaml by `pnpm regen`. Do not edit.

import type { Specification } from "../../specification.ts";

/** The source of these types. */
export const specification: Specification = {
  document: "openapi-platform",
  title: "Kapso Platform API",
  version: "0.2.0",
  sha256: "40a9398e528b3fb374fb533240e33cf10c923724d357b2c0e513deb7f9b57b47",
  source: "https://docs.kapso.ai/api/platform/v1/inbox-embeds/create-inbox-embed.md",
  retrievedAt: "2026-11-23",
  baseUrl: "https://api.kapso.ai/platform/v1",
  keyHeader: "X-API-Key",
  otherBodies: {},
  coverage: { kind: "slice", paths: 2, operations: 5, schemas: 9 },
};
