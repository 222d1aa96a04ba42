import { copyFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import document from "@shared/kapso-types/openapi-platform.json" with { type: "json" };

/** As in the emulator's reference: nothing is loaded from elsewhere, and nothing is sent. */
const configuration = {
  url: "openapi.json",
  telemetry: false,
  withDefaultFonts: false,
  hideClientButton: true,
  hideTestRequestButton: true,
  showDeveloperTools: "never",
  agent: { disabled: true },
  mcp: { disabled: true },
};

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'self' data:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'" />
    <title>API reference | Kapso Platform</title>
    <link rel="icon" href="data:," />
    <style>body { margin: 0 } .back { display: block; padding: 0.5rem 1rem; font: 14px system-ui, sans-serif; color: #0b57d0; background: #fff }</style>
  </head>
  <body>
    <a class="back" href="../index.html">Back to the documentation</a>
    <main id="reference"></main>
    <script src="standalone.js"></script>
    <script>Scalar.createApiReference("#reference", ${JSON.stringify(configuration)});</script>
  </body>
</html>
`;

/** Writes a page with every operation of the spec, the spec, and the program that renders it. */
export async function writeApiReference(folder: string): Promise<void> {
  // The package exports its entry `dist/index.js`, but not the program for browsers beside it.
  const entry = createRequire(import.meta.url).resolve("@scalar/api-reference");
  await copyFile(join(entry, "../browser/standalone.js"), join(folder, "standalone.js"));
  await writeFile(join(folder, "openapi.json"), JSON.stringify(document));
  await writeFile(join(folder, "index.html"), html);
}
