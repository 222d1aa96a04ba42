// The build fails where a client component imports this file: the key stays on the server.
import "server-only";
import { createKapsoClient } from "@shared/kapso-client";

// `next build` loads this module without the secrets of production: the key is read at a call.
export const kapso = createKapsoClient({ apiKey: () => process.env["KAPSO_API_KEY"] ?? "" });
