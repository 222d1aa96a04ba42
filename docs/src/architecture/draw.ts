import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeSection } from "@shared/toolkit/markdown-section.ts";
import { repositoryRoot } from "../repository.ts";
import { drawDiagram } from "./diagram.ts";
import { dependenciesOf, importsOf } from "./imports.ts";
import { allParts } from "./layers.ts";

const path = join(repositoryRoot, "docs/ARCHITECTURE.md");
const imports = importsOf();
let page = await readFile(path, "utf8");
for (const part of allParts) {
  const diagram = drawDiagram(dependenciesOf(part, imports), part.layers);
  page = writeSection(page, part.name, `\n${diagram}\n`);
}
await writeFile(path, page);
