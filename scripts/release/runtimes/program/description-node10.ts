import { createKapsoClient, type KapsoClient } from "@shared/kapso-client";
import description from "@shared/kapso-types/openapi-platform.json";

export const kapso: KapsoClient = createKapsoClient({ apiKey: "key", description });
