import { createKapsoClient, type KapsoClient } from "@shared/kapso-client";
import description from "@shared/kapso-types/openapi-platform.json" with { type: "json" };

export const kapso: KapsoClient = createKapsoClient({ apiKey: "key", description });
