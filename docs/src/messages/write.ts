// Writes the compilers' messages into their page, from the packages as they are built.
import { readFile, writeFile } from "node:fs/promises";
import { writeSection } from "@shared/toolkit/markdown-section.ts";
import { messagesPage, printMessages } from "./compile-mistakes.ts";

const page = await readFile(messagesPage, "utf8");
await writeFile(messagesPage, writeSection(page, "messages", `\n${await printMessages()}\n`));
