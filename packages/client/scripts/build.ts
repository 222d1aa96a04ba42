// Bundles what is published, one file per entry of the manifest's `exports`: on Node a module is
// about 0.3 ms to load, and there are over forty. `tsc` writes the declarations beside them.
import { readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { specification } from "@shared/kapso-types";
import { rolldown } from "rolldown";

const packageFolder = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(await readFile(`${packageFolder}package.json`, "utf8")) as {
  version: string;
};
const { document, version: described, sha256, baseUrl, keyHeader, withoutObject } = specification;
const facts = {
  document,
  baseUrl,
  keyHeader,
  ...(withoutObject.length > 0 && { withoutObject }),
};
const agent = `kapso-client/${version} (${document} ${described}; ${sha256.slice(0, 12)})`;

await rm(`${packageFolder}dist`, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: packageFolder,
  input: {
    index: "src/index.ts",
    embed: "src/embed/index.ts",
    webhooks: "src/webhooks/index.ts",
    opentelemetry: "src/opentelemetry.ts",
    operations: "src/operations.ts",
  },
  external: ["openapi-fetch"],
  platform: "neutral",
  plugins: [
    {
      // What the client reads of the specification, and not the rest of the types package.
      name: "specification",
      resolveId: (id) => (id === "@shared/kapso-types" ? "\0specification" : undefined),
      load: (id) =>
        id === "\0specification"
          ? `export const specification = ${JSON.stringify(facts)};`
          : undefined,
    },
    {
      // Source cannot say what it was built from without importing the types package at run time.
      name: "stamp-user-agent",
      transform(code, id) {
        if (!id.endsWith("src/version.ts")) return undefined;
        const stamped = code.replace(/(userAgent.*= )"[^"]*"/, `$1${JSON.stringify(agent)}`);
        if (!stamped.includes(agent)) {
          throw new Error("src/version.ts has no userAgent to write to.");
        }
        return { code: stamped, map: null };
      },
    },
  ],
});
await bundle.write({
  dir: "dist",
  format: "esm",
  chunkFileNames: "shared-[hash].js",
  sourcemap: true,
});
await bundle.close();
