import { once } from "node:events";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";
import { SourceError, tooLarge } from "./source-error.ts";

/** A whole response. */
export interface WholeResponse {
  status: number;
  headers: NodeJS.Dict<string>;
  /** Decoded; empty unless the status is 200. */
  bytes: Buffer;
}

export interface RequestOptions {
  headers: Record<string, string>;
  maxBytes: number;
  signal: AbortSignal;
}

const headEnd = "\r\n\r\n";

const decoders: Readonly<
  Record<string, (bytes: Buffer, limit: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  identity: async (bytes) => bytes,
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  br: promisify(brotliDecompress),
};

/**
 * GETs without following redirects. Node's `fetch` accepts a compressed body that was cut and a
 * body without a marked end, so this reads with `node:http`. An incomplete response is an error
 * that may be retried; a response whose end cannot be checked is a `SourceError`.
 */
export async function requestWhole(
  url: URL,
  { headers, maxBytes, signal }: RequestOptions,
): Promise<WholeResponse> {
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  const outgoing = send(url, {
    // Its own connection, which ends with the response.
    agent: false,
    headers: { ...headers, Connection: "close", "Accept-Encoding": "gzip, br" },
    signal,
  });
  const received = countReceived(outgoing);
  outgoing.end();
  try {
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    const status = response.statusCode ?? 0;
    const flat = flatHeaders(response);
    if (status !== 200) return { status, headers: flat, bytes: Buffer.alloc(0) };
    return { status, headers: flat, bytes: await read(url, response, { maxBytes, received }) };
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    outgoing.destroy();
  }
}

async function read(
  url: URL,
  response: IncomingMessage,
  { maxBytes, received }: { maxBytes: number; received: () => number },
): Promise<Buffer> {
  const { "content-length": length, "transfer-encoding": transfer } = response.headers;
  if (length === undefined && !/\bchunked$/i.test(transfer ?? "")) {
    throw new SourceError(
      `${url} must respond with Content-Length or in chunks; without them, a cut document looks whole.`,
    );
  }
  const encoding = (response.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const decode = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined;
  if (decode === undefined) {
    throw new SourceError(
      `${url} responded with the Content-Encoding ${JSON.stringify(encoding)}; expected gzip, br or none.`,
    );
  }
  if (Number(length ?? 0) > maxBytes) throw tooLarge(url.href, Number(length), maxBytes);

  const bytes = await collect(url, response, maxBytes);
  if (length !== undefined && received() > Number(length)) {
    throw new Error("it sent more bytes than its Content-Length");
  }
  try {
    return await decode(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw tooLarge(url.href, maxBytes + 1, maxBytes);
    }
    throw new Error(`its ${encoding} body is damaged or cut (${(error as Error).message})`);
  }
}

/**
 * Counts the bytes of the body as they arrive, since Node drops bytes after the declared end. Bytes
 * that arrive after the connection was closed at that end are not counted.
 */
function countReceived(outgoing: ClientRequest): () => number {
  let head = Buffer.alloc(0);
  let body: number | undefined;
  outgoing.once("socket", (socket) => {
    socket.on("data", (chunk: Buffer) => {
      if (body !== undefined) {
        body += chunk.length;
        return;
      }
      head = Buffer.concat([head, chunk]);
      for (let end = head.indexOf(headEnd); end >= 0; end = head.indexOf(headEnd)) {
        // A 1xx response comes before the one that counts.
        const isInterim = /^HTTP\/1\.\d 1/.test(head.subarray(0, 12).toString("latin1"));
        head = head.subarray(end + headEnd.length);
        if (isInterim) continue;
        body = head.length;
        return;
      }
    });
  });
  return () => body ?? 0;
}

async function collect(url: URL, response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(url.href, size, maxBytes);
    chunks.push(chunk);
  }
  if (!response.complete) throw new Error("the connection closed before the response was whole");
  return Buffer.concat(chunks);
}

function flatHeaders({ headers }: IncomingMessage): NodeJS.Dict<string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
