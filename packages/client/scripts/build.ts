import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { specification } from "@shared/kapso-types";
import { operationTable } from "@shared/kapso-types/openapi-platform/operations";
import { buildPackage } from "@shared/toolkit/build-package.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(await readFile(`${folder}package.json`, "utf8")) as {
  version: string;
};
const {
  document,
  version: documentVersion,
  sha256,
  baseUrl,
  keyHeader,
  otherBodies,
} = specification;
const facts = {
  document,
  version: documentVersion,
  // What the client shows of it.
  sha256: sha256.slice(0, 12),
  baseUrl,
  keyHeader,
  ...(Object.keys(otherBodies).length > 0 && { otherBodies }),
};
const agent = `kapso-client/${version}`;

/** What the client reads of the types package at run time: it is bundled, and the rest left out. */
const fromTypes = new Map([
  ["@shared/kapso-types", `export const specification = ${JSON.stringify(facts)};`],
  [
    "@shared/kapso-types/openapi-platform/operations",
    `export const operationTable = ${JSON.stringify(operationTable)};`,
  ],
]);
const fetchModule = "\0openapi-fetch";

await buildPackage({
  folder,
  platform: "neutral",
  plugins: [
    {
      name: "from-types",
      resolveId: (id) => (fromTypes.has(id) ? `\0${id}` : undefined),
      load: (id) => fromTypes.get(id.slice(1)),
    },
    {
      // In a package of ES modules, Rolldown takes `module.exports` as the default export of what
      // the CommonJS build requires. That of openapi-fetch is `exports.default`. An import by a
      // module of no package is read so.
      name: "default-export-of-openapi-fetch",
      resolveId: (id, importer) =>
        id === "openapi-fetch" && importer !== fetchModule ? fetchModule : undefined,
      load: (id) => (id === fetchModule ? 'export { default } from "openapi-fetch";' : undefined),
    },
    {
      // Source cannot read its version without reading a file at run time.
      name: "stamp-version",
      transform(code, id) {
        if (!id.endsWith("src/version.ts")) return undefined;
        const stamped = code.replace(/(packageAgent.*= )"[^"]*"/, `$1${JSON.stringify(agent)}`);
        if (!stamped.includes(agent)) {
          throw new Error("src/version.ts has no packageAgent to write to.");
        }
        return { code: stamped, map: null };
      },
    },
  ],
});
