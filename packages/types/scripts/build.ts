import { fileURLToPath } from "node:url";
import { buildPackage } from "@shared/toolkit/build-package.ts";

await buildPackage({
  folder: fileURLToPath(new URL("..", import.meta.url)),
  platform: "neutral",
});
