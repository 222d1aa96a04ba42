import { spawn } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { tsc } from "./compile.ts";

/** The editor's side of the language server, as far as the tests need it. */
export interface LanguageServer extends AsyncDisposable {
  /** The files that "go to definition" leads to from the place of a `|` in a file's text. */
  definitionsAt(file: string, text: string): Promise<string[]>;
  /** What is shown over the place of a `|` in a file's text, as Markdown. */
  hoverAt(file: string, text: string): Promise<string>;
  /** The labels that are offered in a file at the place of a `|` in its text. */
  completionsAt(file: string, text: string): Promise<string[]>;
}

interface Message {
  id?: number;
  method?: string;
  result?: unknown;
  error?: { message: string };
}

/** Starts TypeScript's own language server on a project. */
export async function startLanguageServer(folder: string): Promise<LanguageServer> {
  const server = spawn(process.execPath, [tsc, "--lsp", "--stdio"], { cwd: folder });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let received = Buffer.alloc(0);
  let lastId = 0;

  server.stdout.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const end = received.indexOf("\r\n\r\n");
      const length = Number(
        /content-length: (\d+)/i.exec(received.subarray(0, end).toString())?.[1],
      );
      if (end < 0 || received.length < end + 4 + length) return;
      const message = JSON.parse(
        received.subarray(end + 4, end + 4 + length).toString(),
      ) as Message;
      received = received.subarray(end + 4 + length);
      take(message);
    }
  });
  server.on("exit", (code) => {
    for (const { reject } of waiting.values())
      reject(new Error(`The language server ended (${code}).`));
  });

  function take({ id, method, result, error }: Message): void {
    if (id === undefined) return;
    // The server requests settings and registrations: the response is nothing.
    if (method !== undefined) {
      send({ id, result: null });
      return;
    }
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(new Error(error.message));
    else call?.resolve(result);
  }
  function send(message: object): void {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }
  function request(method: string, params: object): Promise<unknown> {
    lastId += 1;
    const id = lastId;
    const response = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    send({ id, method, params });
    return response;
  }

  const rootUri = pathToFileURL(folder).href;
  await request("initialize", { processId: process.pid, rootUri, capabilities: {} });
  send({ method: "initialized", params: {} });

  async function requestAt(method: string, file: string, text: string): Promise<unknown> {
    const uri = pathToFileURL(file).href;
    const before = text.slice(0, text.indexOf("|")).split("\n");
    const shown = { uri, languageId: "typescript", version: 1, text: text.replace("|", "") };
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    send({ method: "textDocument/didOpen", params: { textDocument: shown } });
    const result = await request(method, { textDocument: { uri }, position });
    send({ method: "textDocument/didClose", params: { textDocument: { uri } } });
    return result;
  }

  return {
    async definitionsAt(file, text) {
      const result = await requestAt("textDocument/definition", file, text);
      return [(result ?? []) as { uri: string } | { uri: string }[]]
        .flat()
        .map(({ uri }) => fileURLToPath(uri));
    },
    async hoverAt(file, text) {
      const result = await requestAt("textDocument/hover", file, text);
      return (result as { contents?: { value: string } } | null)?.contents?.value ?? "";
    },
    async completionsAt(file, text) {
      const result = await requestAt("textDocument/completion", file, text);
      const items = Array.isArray(result)
        ? result
        : ((result as { items?: unknown[] } | null)?.items ?? []);
      return (items as { label: string }[]).map(({ label }) => label.replace(/\?$/, ""));
    },
    async [Symbol.asyncDispose]() {
      const gone = new Promise((resolve) => server.once("exit", resolve));
      server.kill();
      await gone;
    },
  };
}
