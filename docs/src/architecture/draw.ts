import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../repository.ts";
import { arrowsOf } from "./arrows.ts";
import { draw, replaceDiagram } from "./diagram.ts";
import { VIEWS } from "./rooms.ts";

const path = join(ROOT, "docs/ARCHITECTURE.md");
const page = VIEWS.reduce(
  (text, view) => replaceDiagram(text, view.name, draw(arrowsOf(view), view.floors)),
  readFileSync(path, "utf8"),
);
writeFileSync(path, page);
