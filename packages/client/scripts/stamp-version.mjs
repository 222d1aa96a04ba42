// Runs after `tsc`: writes into dist/version.js which package this is and which description its
// types came from. Source cannot say so without importing the types package at run time.
import { readFile, writeFile } from "node:fs/promises";
import { specification } from "@shared/kapso-types";

const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
const compiled = new URL("../dist/version.js", import.meta.url);
const code = await readFile(compiled, "utf8");
const { document, version, sha256 } = specification;
const agent = `kapso-client/${manifest.version} (${document} ${version}; ${sha256.slice(0, 12)})`;
const stamped = code.replace(/USER_AGENT = "[^"]*"/, `USER_AGENT = ${JSON.stringify(agent)}`);
if (!stamped.includes(agent)) {
  throw new Error(
    "dist/version.js has no USER_AGENT to write to. Expected what src/version.ts compiles to.",
  );
}
await writeFile(compiled, stamped);
