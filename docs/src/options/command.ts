import { writeFile } from "node:fs/promises";
import { buildOptionsPage, optionsPage } from "./options-page.ts";

await writeFile(optionsPage, await buildOptionsPage());
