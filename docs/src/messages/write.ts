// Writes the compilers' messages into their page, from the packages as they are built.
import { readFile, writeFile } from "node:fs/promises";
import { writeSection } from "@shared/toolkit/markdown-section.ts";
import { compileMistakes, messagesPage, printMessages } from "./compile-mistakes.ts";

const page = await readFile(messagesPage, "utf8");
const section = await printMessages(await compileMistakes());
await writeFile(messagesPage, writeSection(page, "messages", `\n${section}\n`));
