import { createRequire } from "node:module";

// Both bundles, as Lambda loads them.
const esm = await import("../dist/handler.mjs");
const cjs = createRequire(import.meta.url)("../dist/handler.cjs");
for (const [format, { handler }] of Object.entries({ esm, cjs })) {
  const { status, body } = await handler({ name: format });
  console.log(status, body);
}
