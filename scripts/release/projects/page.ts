import { join } from "node:path";
import { repositoryRoot } from "../packages.ts";

/** The page of the docs that has the table. */
export const projectsPage: string = join(repositoryRoot, "docs/how-to/use-it-in-your-project.md");
