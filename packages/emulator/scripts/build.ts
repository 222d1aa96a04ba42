import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackage } from "@shared/toolkit/build-package.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
// The declarations are those of the public types only: `tsc` would name the private packages whose
// code is bundled.
await buildPackage({ folder, platform: "node", declarations: true });
await chmod(join(folder, "dist/cli.js"), 0o755);
